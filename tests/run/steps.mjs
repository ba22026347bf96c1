/** What `npm test` does, in this order. A step resolves to its counts; a failed command is one failure. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { countCtest, countNode } from './counts.mjs';
import { run } from './shell.mjs';

const failure = { passed: 0, failed: 1, skipped: 0 };
const success = { passed: 1, failed: 0, skipped: 0 };

async function cmakePreset(preset) {
  const configured = await run(`${preset}-configure`, ['cmake', '--preset', preset]);
  if (!configured.ok) return failure;
  const built = await run(`${preset}-build`, ['cmake', '--build', '--preset', preset], {
    minutes: 20,
  });
  if (!built.ok) return failure;
  const tested = await run(`${preset}-test`, ['ctest', '--preset', preset, '-V']);
  const counts = countCtest(tested.log);
  return !tested.ok && counts.failed === 0 ? failure : counts;
}

async function check(name, command) {
  return (await run(name, command, { minutes: 20 })).ok ? success : failure;
}

function filesIn(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => join(folder, name))
    .sort();
}

async function nodeTests(name, folder) {
  const tested = await run(name, ['node', '--test', ...filesIn(folder, '.test.mjs')]);
  const counts = countNode(tested.log);
  return !tested.ok && counts.failed === 0 ? failure : counts;
}

async function lintCpp() {
  const configured = await run('native-configure', ['cmake', '--preset', 'native']);
  return configured.ok ? check('lint-cpp', ['tests/setup/lint-cpp']) : failure;
}

export const steps = {
  native: () => cmakePreset('native'),
  asan: () => cmakePreset('asan'),
  'wasm-simd': () => cmakePreset('wasm-simd'),
  'wasm-relaxed': () => cmakePreset('wasm-relaxed'),
  package: () => check('package', ['node', 'web/build.mjs']),
  types: () => check('types', ['npx', 'tsc', '-p', 'web']),
  runner: () => nodeTests('runner', 'tests/run'),
  web: () => nodeTests('web', 'tests/web'),
  'lint-cpp': lintCpp,
  eslint: () => check('eslint', ['npx', 'eslint', '--max-warnings', '0', '.']),
  prettier: () => check('prettier', ['npx', 'prettier', '--check', '.']),
};
