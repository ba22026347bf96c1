/** The native command and both wasm builds hear the same. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { compared, recording, speechModel } from './recordings.mjs';
import { relaxedNode, root } from './support.mjs';

const output = (...command) =>
  JSON.parse(execFileSync(command[0], command.slice(1), { encoding: 'utf8' }));
const hear = (node, build) => output(node, `${root}tests/web/read_speech.mjs`, build);

const command = `${root}build/native/core/cli/longhand`;
const hearNatively = (name) =>
  output(command, 'speech', '--json', '--model', speechModel, recording(name).file);

const simd = hear(process.execPath, 'simd');

test('something is heard in every recording', () => {
  for (const [at, { text }] of simd.entries()) assert.ok(text.length > 2, compared[at]);
});

test('the relaxed build hears the same as the simd build, to the last bit', () => {
  assert.deepEqual(hear(relaxedNode, 'relaxed'), simd);
});

test('the native command hears the same text, at the same times, as surely', () => {
  const near = (found, expected, most) => assert.ok(Math.abs(found - expected) <= most);
  for (const [at, name] of compared.entries()) {
    const native = hearNatively(name);
    assert.equal(native.text, simd[at].text, name);
    const words = simd[at].utterances.flatMap((utterance) => utterance.words);
    // The logarithms of two C libraries differ in their last bit.
    for (const [n, word] of native.utterances.flatMap((utterance) => utterance.words).entries()) {
      near(word.start, words[n].start, 0.04);
      near(word.end, words[n].end, 0.04);
      near(word.confidence, words[n].confidence, 0.02);
    }
  }
});
