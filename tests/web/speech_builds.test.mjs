/** The native command and both wasm builds hear the same: text, times and confidences. */
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

const rounded = (value) => Math.round(value * 1000) / 1000;

/** An utterance of the package in the form and with the decimals of the command's. */
function asPrinted({ text, confidence, start, end, words }) {
  return {
    text,
    ...{ confidence: rounded(confidence), start: rounded(start), end: rounded(end) },
    words: words.map((word) => ({
      text: word.text,
      start: rounded(word.start),
      end: rounded(word.end),
      confidence: rounded(word.confidence),
    })),
  };
}

const simd = hear(process.execPath, 'simd');

test('something is heard in every recording', () => {
  for (const [at, { text }] of simd.entries()) assert.ok(text.length > 2, compared[at]);
});

test('the relaxed build hears the same as the simd build, to the last bit', () => {
  assert.deepEqual(hear(relaxedNode, 'relaxed'), simd);
});

test('the native command hears the same as the package', () => {
  const native = compared.map(hearNatively).map(({ text, utterances }) => ({
    text,
    utterances: utterances.map(({ text, confidence, start, end, words }) => ({
      ...{ text, confidence, start, end, words },
    })),
  }));
  const package_ = simd.map(({ text, utterances }) => ({
    text,
    utterances: utterances.map(asPrinted),
  }));
  assert.deepEqual(native, package_);
});
