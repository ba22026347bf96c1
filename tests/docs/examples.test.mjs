/** Every exported name has an example, and these and the guides' are programs that compile. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { root } from '../web/support.mjs';
import { documentation, guides } from './examples.mjs';

process.chdir(root);
const folder = 'build/examples';
const { names, complaints } = await documentation();

test('TypeDoc has nothing to complain of', () => assert.equal(complaints, 0));

test('every exported name has an example', () => {
  assert.ok(names.length > 20);
  const without = names.filter(({ examples }) => examples.length === 0);
  assert.deepEqual(
    without.map(({ name }) => name),
    [],
  );
});

test('every example compiles', () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, examples } of [...names, ...guides()]) {
    for (const [number, code] of examples.entries()) {
      writeFileSync(`${folder}/${name}_${number + 1}.ts`, `${code}\nexport {};\n`);
    }
  }
  const compilerOptions = { noEmit: true, noUnusedLocals: false, types: ['node'] };
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({ extends: '../../tsconfig.base.json', compilerOptions, include: ['.'] }),
  );
  assert.equal(diagnostics(), '');
});

function diagnostics() {
  try {
    return execFileSync('npx', ['tsc', '-p', folder], { encoding: 'utf8', stdio: 'pipe' });
  } catch ({ stdout }) {
    return stdout;
  }
}
