import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lastStep, progress } from './progress.mjs';

for (const [output, step] of [
  ['[1/97] Building CXX object a.cpp.o\n[2/97] Building CXX object b.cpp.o\n', [2, 97]],
  ['a.cpp:3: warning: [5/6] of it\n[12/40] Linking CXX executable longhand\n', [12, 40]],
  ['  3/14 Test  #3: ocr ..............   Passed    0.15 sec\n', [3, 14]],
  ['14/14 Test #14: parity ...........   Passed    9.15 sec\n', [14, 14]],
  ['3: [ RUN      ] Text.Reads\n-- Configuring done\n', undefined],
]) {
  test(`${output.trim().split('\n').at(-1)} tells how far a command is`, () => {
    assert.deepEqual(lastStep(output), step && { done: step[0], all: step[1] });
  });
}

/** What a stream shows of steps that end at these seconds. */
function shown(seconds, isTTY) {
  let text = '';
  let now = 0;
  const stream = { isTTY, write: (part) => (text += part) };
  const line = progress('compiling', stream, () => now * 1000);
  seconds.forEach((second, i) => {
    now = second;
    line.follow(`[${i + 1}/${seconds.length}] Building\n`);
  });
  line.end();
  return text;
}

test('a terminal sees each step on one line, which goes away', () => {
  assert.equal(
    shown([1, 2], true),
    '\r   compiling 1 of 2\x1b[K\r   compiling 2 of 2\x1b[K\r\x1b[K',
  );
});

test('a log gets a line now and then', () => {
  assert.equal(shown([1, 19, 20, 21, 39, 41], false), '   compiling 3 of 6\n   compiling 6 of 6\n');
});
