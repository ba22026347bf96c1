/** What `npm test` does, in this order. A step resolves to its counts; a failed command is one failure. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { compile, configure, python } from './cmake.mjs';
import { add, countCtest, countNode, countUnittest, none } from './counts.mjs';
import { run } from './shell.mjs';

const failure = { passed: 0, failed: 1, skipped: 0 };
const success = { passed: 1, failed: 0, skipped: 0 };

async function cmakePreset(preset, targets) {
  if (!(await configure(preset)).ok || !(await compile(preset, targets)).ok) return failure;
  const tested = await run(`${preset}-test`, ['ctest', '--preset', preset, '-V'], {
    what: 'testing',
  });
  const counts = countCtest(tested.log);
  return !tested.ok && counts.failed === 0 ? failure : counts;
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

async function testFiles(name, files, minutes = 30) {
  const tested = await run(name, ['node', '--test', ...files], { minutes });
  const counts = countNode(tested.log);
  return !tested.ok && counts.failed === 0 ? failure : counts;
}

/** Also shows which build of the engine each consumer took in each browser. */
async function consumers() {
  const counts = await nodeTests('consumers', 'tests/consumers');
  console.log(readFileSync('build/consumers/table.txt', 'utf8').replace(/^/gm, '   '));
  return counts;
}

/** The parts of the training recipe that need no PyTorch. */
async function recipeTests() {
  let counts = none;
  for (const name of ['lm/test_ngram', 'train/test_text', 'train/test_weights']) {
    const file = `models/speech/${name}.py`;
    const tested = await run(`recipe-${name.split('/')[1]}`, [python, file]);
    const own = countUnittest(tested.log);
    counts = add(counts, !tested.ok && own.failed === 0 ? failure : own);
  }
  return counts;
}

/** The worklet is addressed, not imported, and so has no types. */
const attwOptions = ['--profile', 'esm-only', '--exclude-entrypoints', 'worklet'];

export const steps = {
  native: () => cmakePreset('native'),
  asan: () => cmakePreset('asan'),
  neon: () => cmakePreset('neon', ['test_simd', 'test_nn']),
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
  recipe: recipeTests,
  'format-cpp': () => check('format-cpp', ['tests/setup/lint-cpp', '--format-only']),
  eslint: () => check('eslint', ['npx', 'eslint', '--max-warnings', '0', '.']),
  prettier: () => check('prettier', ['npx', 'prettier', '--check', '.']),
  fresh: () => testFiles('fresh', ['tests/setup/fresh.test.mjs']),
};
