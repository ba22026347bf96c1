/** The map in CONTRIBUTING.md is true: no file includes what its folder may not know. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { root } from '../web/support.mjs';
import { arrowsAgainst, complaint, readMap, sourcesBelow, unknownNames } from './map.mjs';

process.chdir(root);
const map = readMap(readFileSync('CONTRIBUTING.md', 'utf8'));
const files = [...sourcesBelow('core'), ...sourcesBelow('wasm')];

test('every C++ folder is on the map, and includes what the map says or less', () => {
  assert.ok(files.length > 250);
  assert.deepEqual(arrowsAgainst(map, files), []);
});

test('the map names nothing that does not exist', () => {
  assert.deepEqual(unknownNames(map, files), []);
});

const small = readMap(`
| folder       | what | what it may include |
| ------------ | ---- | ------------------- |
| \`core/a/\`    | one  | nothing else        |
| \`core/a/b/\`  | two  | \`a\`, \`longhand/c.h\`, \`lib\` |
| \`core/tool/\` | all  | \`longhand\`, libraries |
`);

for (const [file, path, own, allowed] of [
  ['core/a/x.cpp', 'a/y.h', true, true],
  ['core/a/x.cpp', 'a/b/y.h', true, false],
  ['core/a/x.cpp', 'vector', false, true],
  ['core/a/x.cpp', 'lib/z.h', false, false],
  ['core/a/x.cpp', 'longhand/error.h', false, true],
  ['core/a/x.cpp', 'longhand/c.h', false, false],
  ['core/a/b/x.cpp', 'a/y.h', true, true],
  ['core/a/b/x.cpp', 'y.h', true, true],
  ['core/a/b/x.cpp', 'longhand/c.h', false, true],
  ['core/a/b/x.cpp', 'longhand/d.h', false, false],
  ['core/a/b/x.cpp', 'lib/z.h', false, true],
  ['core/tool/x.cpp', 'longhand/d.h', false, true],
  ['core/tool/x.cpp', 'other.h', false, true],
  ['core/tool/x.cpp', 'a/y.h', true, false],
  ['core/new/x.cpp', 'vector', false, false],
]) {
  test(`${file} ${allowed ? 'may' : 'may not'} include ${path}`, () => {
    assert.equal(complaint(file, { path, own }, small) === undefined, allowed);
  });
}
