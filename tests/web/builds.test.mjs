/** The native command and both wasm builds read the same: text, boxes and confidences. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { fixtureLines, relaxedNode, root, tessdata } from './support.mjs';

const output = (...command) =>
  JSON.parse(execFileSync(command[0], command.slice(1), { encoding: 'utf8' }));
const read = (node, build, manner, layout) =>
  output(node, `${root}tests/web/read_lines.mjs`, build, manner, layout);

function readNatively(layout) {
  return fixtureLines().map(({ file, model }) =>
    output(
      `${root}build/native/core/cli/longhand`,
      ...['ocr', '--json', '--noise', 'minstd', ...(layout === 'raw' ? ['--raw'] : [])],
      ...['--model', `${tessdata}/${model}.traineddata`, file],
    ),
  );
}

const rounded = (value) => Math.round(value * 1000) / 1000;

/** A result of the package in the form and with the decimals of the command's. */
function asPrinted({ text, confidence, words }) {
  return {
    text,
    confidence: rounded(confidence),
    words: words.map((word) => ({
      text: word.text,
      confidence: rounded(word.confidence),
      box: word.box,
      from_dictionary: word.fromDictionary,
      model: word.model,
      symbols: word.symbols.map((symbol) => ({
        ...symbol,
        confidence: rounded(symbol.confidence),
      })),
    })),
  };
}

const simd = {};
for (const layout of ['line', 'raw']) {
  simd[layout] = read(process.execPath, 'simd', 'alone', layout);

  test(`${layout}: the relaxed build reads every fixture line as the simd build, to the last bit`, () => {
    assert.deepEqual(read(relaxedNode, 'relaxed', 'alone', layout), simd[layout]);
  });

  test(`${layout}: lines side by side are read as each alone, to the last bit, by both builds`, () => {
    assert.deepEqual(read(process.execPath, 'simd', 'together', layout), simd[layout]);
    assert.deepEqual(read(relaxedNode, 'relaxed', 'together', layout), simd[layout]);
  });

  test(`${layout}: the native command reads every fixture line as the package`, () => {
    const native = readNatively(layout).map(({ text, confidence, words }) => {
      return { text, confidence, words };
    });
    assert.deepEqual(native, simd[layout].map(asPrinted));
  });
}

test('raw, all read what Tesseract reads', () => {
  assert.deepEqual(
    simd.raw.map(({ text }) => text),
    fixtureLines().map(({ text }) => text),
  );
});
