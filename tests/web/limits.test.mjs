/** What the engines take is what the package takes, up to the ends and not beyond, and what its documentation says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { loadOcr, loadSpeech } from '../../dist/node.js';
import { language, ocr, speech } from '../../dist/wasm/limits.js';
import { rawEngine } from '../../web/raw_engine.mjs';
import { speechModel } from './recordings.mjs';
import { root, tessdata } from './support.mjs';

const read = await loadOcr({ model: `${tessdata}/eng.traineddata`, engine: 'full' });
const heard = await loadSpeech({ model: speechModel });

const blank = (width, height) => ({
  data: new Uint8Array(width * height).fill(255),
  width,
  height,
});
const recognize = (options) => read.recognize(blank(100, 36), options);
const open = (options) => heard.stream(options).dispose();
const guides = { lmWeight: language.lmWeight, wordBonus: language.wordBonus };
const { endpoint: rules, ...searches } = {
  endpoint: {
    trailingSilence: speech.trailingSilence,
    noSpeech: speech.noSpeech,
    maxLength: speech.maxLength,
  },
  phraseThreshold: speech.phraseThreshold,
  ...guides,
  beam: speech.beam,
};

/** [what is limited, least and most, the next value that is too much, how it is set, the error's code] */
const cases = [
  ['invertThreshold', ocr.invertThreshold, 0.01, (value) => recognize({ invertThreshold: value })],
  ...Object.entries(searches).map(([name, range]) => {
    return [name, range, name === 'beam' ? 1 : 0.01, (value) => open({ [name]: value })];
  }),
  ['alternatives', speech.beam, 1, (value) => open({ beam: speech.beam[1], alternatives: value })],
  ...Object.entries(rules).map(([name, range]) => {
    return [`endpoint.${name}`, range, 0.01, (value) => open({ endpoint: { [name]: value } })];
  }),
  ['boost', language.boost, 0.01, (value) => open({ hotwords: { seven: value } })],
  ['boost', language.boost, 0.01, (value) => recognize({ hotwords: { seven: value } })],
  ...Object.entries({ ...guides, patternThreshold: ocr.patternThreshold }).map(([name, range]) => {
    return [name, range, 0.01, (value) => recognize({ [name]: value })];
  }),
  [
    'a whole sample rate',
    speech.sampleRate,
    1,
    (value) => heard.transcribe(new Float32Array(100), value),
    'invalid_audio',
  ],
  [
    'image',
    [1, ocr.imageSide],
    1,
    (value) => read.recognize(blank(value, 36), { layout: 'line' }),
    'invalid_image',
  ],
];

for (const [name, [least, most], step, set, code = 'invalid_option'] of cases) {
  test(`${name}: from ${least} to ${most}`, () => {
    for (const value of [least, most]) {
      try {
        set(value);
      } catch (error) {
        assert.equal(`${value}: ${error}`, `${value}: is taken`);
      }
    }
    for (const value of [least - step, most + step, NaN]) {
      assert.throws(
        () => set(value),
        (error) => {
          assert.equal(error.code, code, String(value));
          assert.match(
            error.message,
            new RegExp(`${name}.*expected|expected ${name}`),
            String(value),
          );
          return true;
        },
      );
    }
  });
}

test('an image may have so many pixels and not one more', () => {
  const height = ocr.imagePixels / 8192;
  assert.equal(read.recognize(blank(8192, height)).text, '');
  assert.throws(() => read.recognize(blank(8192, height + 1)), {
    code: 'invalid_image',
    message: /expected.*at most 33554432 in all, found 8192 x 4097/,
  });
});

test('print and speech refuse the same lists of characters, with the same words', () => {
  for (const [options, message] of [
    [
      { allow: '\u4eac' },
      /^allow and deny: expected to leave at least one of the model's \d+ char/,
    ],
    [{ allow: 'a', deny: 'a' }, /^allow and deny: expected to leave at least one/],
    [{ allow: ' ' }, /^allow and deny: expected to leave at least one/],
    [{ deny: 'a\u2060' }, /^U\+2060 \(word joiner\) at column 2 of deny/],
    [{ allow: 7 }, /^allow: expected a string, found 7/],
  ]) {
    for (const call of [recognize, open]) {
      assert.throws(() => call(options), { code: 'invalid_option', message });
    }
  }
  for (const call of [recognize, open]) call({ allow: '\ufeffa-z\u00a0', deny: 'q\r' });
});

/** { name, text } of each option in a source file: what its comment says. */
const documented = (file) =>
  [
    ...readFileSync(`${root}web/src/${file}`, 'utf8').matchAll(
      /\/\*\*((?:(?!\*\/)[^])*)\*\/\s+(\w+)\??:/g,
    ),
  ].map(([, text, name]) => ({ name, text: text.replaceAll(/\s+\*\s+|\s+/g, ' ') }));

const print = ['ocr/types.ts', 'ocr/pixels.ts'].flatMap(documented);
const sound = ['speech/types.ts', 'speech/page_types.ts'].flatMap(documented);

/** { name: value } of what `pattern` finds in the comments, for names that are among `known`. */
function told(said, pattern, known) {
  const found = said.flatMap(({ name, text }) => {
    const values = pattern
      .exec(text)
      ?.slice(1)
      .map((value) => JSON.parse(value));
    return values && name in known ? [[name, values.length > 1 ? values : values[0]]] : [];
  });
  return Object.fromEntries(found);
}

const only = (values, names) => Object.fromEntries(names.map((name) => [name, values[name]]));

const { endpoint, ...ofSpeech } = (await rawEngine('speech')).defaults();
const side = [1, ocr.imageSide];
const shared = { ...language, hotwords: language.boost };
const places = {
  print: {
    said: print,
    ranges: { ...shared, ...ocr, width: side, height: side },
    defaults: {
      ...(await rawEngine('ocr')).defaults(),
      patternThreshold: ocr.defaultPatternThreshold,
      lmWeight: ocr.defaultLmWeight,
      wordBonus: ocr.defaultWordBonus,
    },
  },
  speech: {
    said: sound,
    ranges: { ...shared, ...speech },
    defaults: { ...ofSpeech, ...endpoint },
  },
};

for (const [name, { said, ranges, defaults }] of Object.entries(places)) {
  test(`the documentation of ${name} has the ranges and defaults of the engine`, () => {
    const found = told(said, /(-?\d+)\.\.(-?\d+)/, ranges);
    assert.deepEqual(found, only(ranges, Object.keys(found)));
    assert.ok(Object.keys(found).length >= 6, JSON.stringify(found));
    const known = { ...defaults, hotwords: language.defaultBoost };
    delete known.languageModel; // depends on whether one was loaded
    const values = told(said, /\b[Dd]efault (?:boost )?(true|false|-?\d+(?:\.\d+)?)/, known);
    for (const [option, value] of Object.entries(values))
      assert.equal(Math.fround(value), Math.fround(known[option]), option);
    assert.ok(Object.keys(values).length >= 7, JSON.stringify(values));
  });
}
