/** What `npm test` does, in this order. A step resolves to its counts; a failed command is one failure. */
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';

import { compile, configure, python } from './cmake.mjs';
import { countCtest, countRunner, failure, success } from './counts.mjs';
import { run } from './shell.mjs';

function emptyFolder(path) {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

async function cmakePreset(preset, { options, targets } = {}) {
  if (!(await configure(preset, options)).ok || !(await compile(preset, targets)).ok)
    return failure;
  const reports = emptyFolder(`build/${preset}/junit`);
  const command = ['ctest', '--preset', preset, '--output-junit', resolve(reports, 'ctest.xml')];
  const { ok } = await run(`${preset}-test`, command, { what: 'testing' });
  return countCtest(reports, ok);
}

async function check(name, command, options = {}) {
  return (await run(name, command, { minutes: 20, ...options })).ok ? success : failure;
}

function filesIn(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => join(folder, name))
    .sort();
}

async function nodeTests(name, folder) {
  return testFiles(name, filesIn(folder, '.test.mjs'));
}

/** Files at once: Node's own number, but two where there are two cores, as tests of pages mostly wait. */
const together = Math.max(2, availableParallelism() - 1);

async function testFiles(name, files, minutes = 30) {
  const report = `${emptyFolder(`build/junit/${name}`)}/node.xml`;
  const reporters = ['spec', 'junit'].map((reporter) => `--test-reporter=${reporter}`);
  const places = ['stdout', report].map((place) => `--test-reporter-destination=${place}`);
  const options = [`--test-concurrency=${together}`, ...reporters, ...places];
  const { ok } = await run(name, ['node', '--test', ...options, ...files], { minutes });
  return countRunner(report, ok);
}

/** Also shows which build of the engine each consumer took in each browser. */
async function consumers() {
  const counts = await nodeTests('consumers', 'tests/consumers');
  console.log(readFileSync('build/consumers/table.txt', 'utf8').replace(/^/gm, '   '));
  return counts;
}

const pytest = [python, '-m', 'pytest', '-p', 'no:cacheprovider'];

async function pythonTests(name, paths) {
  const report = `${emptyFolder(`build/junit/${name}`)}/pytest.xml`;
  const { ok } = await run(name, [...pytest, `--junit-xml=${report}`, ...paths]);
  return countRunner(report, ok);
}

const recipe = ['lm/test_ngram', 'train/test_text', 'train/test_weights'];
const recipeTests = recipe.map((name) => `models/speech/${name}.py`);

/** The worklet is addressed, not imported, and so has no types. */
const attwOptions = ['--profile', 'esm-only', '--exclude-entrypoints', 'worklet'];

/** Of the core's tests only those whose results may differ from those of the presets asan and wasm. */
const onlyNative = { options: ['-DLONGHAND_CORE_TESTS=simd;nn'] };

/** Steps that mostly wait for downloads: they run beside all others. */
export const waiting = ['fresh'];

export const steps = {
  native: () => cmakePreset('native', onlyNative),
  asan: () => cmakePreset('asan'),
  neon: () => cmakePreset('neon', { targets: ['test_simd', 'test_nn'] }),
  wasm: () => cmakePreset('wasm'),
  package: () => check('package', ['node', 'web/build.mjs']),
  types: () => check('types', ['npx', 'tsc', '-p', 'web']),
  runner: () => nodeTests('runner', 'tests/run'),
  recovery: () => testFiles('recovery', ['tests/setup/recovery.test.mjs']),
  web: () => nodeTests('web', 'tests/web'),
  docs: () => nodeTests('docs', 'tests/docs'),
  consumers,
  publint: () => check('publint', ['npx', 'publint', '--strict']),
  attw: () => check('attw', ['npx', 'attw', '--pack', '.', ...attwOptions]),
  'size-limit': () => check('size-limit', ['npx', 'size-limit'], { show: true }),
  knip: () => check('knip', ['npx', 'knip', '--no-progress', '--treat-config-hints-as-errors']),
  recipe: () => pythonTests('recipe', recipeTests),
  convert: () => pythonTests('convert', ['models/convert/test_convert.py']),
  'format-cpp': () => check('format-cpp', ['tests/setup/lint-cpp', '--format-only']),
  eslint: () => check('eslint', ['npx', 'eslint', '--max-warnings', '0', '.']),
  prettier: () => check('prettier', ['npx', 'prettier', '--check', '.']),
  fresh: () => testFiles('fresh', ['tests/setup/fresh.test.mjs'], 60),
};
