/** Patterns, hot words, language models and word lists of print: the full engine, in Node and in Chromium. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { loadOcr } from '../../dist/node.js';
import { launch, openPage } from './browser.mjs';
import { readPgm, root, serve, tessdata } from './support.mjs';

const fixtures = `${root}tests/fixtures/ocr`;
const codes = `${fixtures}/codes.safetensors`;
const eng = `${tessdata}/eng.traineddata`;
const picture = (name) => readPgm(`${fixtures}/${name}.pgm`);
const code = picture('codes/code'); // LH-2041 07/26
const time = picture('codes/time'); // 10:45
const letters = picture('codes/letters'); // QUICK BROWN FOX
const arpa = (...words) =>
  Buffer.from(
    `\\data\\\nngram 1=${words.length}\n\n\\1-grams:\n${words.map((word) => `-0.1\t${word}\n`).join('')}\n\\end\\\n`,
  );

for (const [name, model] of [
  ["a network of one's own", codes],
  ['a model of Tesseract', eng],
]) {
  test(`${name} reads patterns, and rejects what fits none`, async () => {
    const ocr = await loadOcr({ model, engine: 'full' });
    const clock = '<digit>{2}:<digit>{2}';
    const patterns = ['<upper>{2}-<digit>{4}', clock];
    const { text, pattern, rejected, confidence } = ocr.recognize(time, { patterns });
    assert.deepEqual(
      { text, pattern, rejected },
      { text: '10:45', pattern: clock, rejected: false },
    );
    assert.ok(confidence > 50, `${confidence}`);
    const other = ocr.recognize(time, { patterns: ['<upper>{3}'] });
    assert.deepEqual(
      [other.text, other.pattern, other.rejected, other.confidence],
      ['', undefined, true, 0],
    );
    const forced = ocr.recognize(time, {
      patterns: ['<digit>{2}.<digit>{2}'],
      patternThreshold: 0,
    });
    assert.equal(forced.text, '10.45');
    const plain = ocr.recognize(time);
    assert.deepEqual(
      [plain.pattern, plain.rejected],
      [undefined, false],
      'no pattern is left over',
    );
  });
}

test('lines together and pages read patterns, too', async () => {
  const ocr = await loadOcr({ model: codes });
  const patterns = ['<upper>{2}-<digit>{4} <digit>{2}/<digit>{2}'];
  const found = ocr.recognizeAll([code, time], { patterns });
  assert.deepEqual(
    found.map(({ text, rejected }) => [text, rejected]),
    [
      ['LH-2041 07/26', false],
      ['', true],
    ],
  );
  assert.equal(ocr.read(code, { layout: 'line', patterns }).text, 'LH-2041 07/26');
  assert.equal(ocr.read(time, { layout: 'line', patterns }).text, '');
});

test('a blank line is not rejected: there is nothing', async () => {
  const ocr = await loadOcr({ model: eng, engine: 'full' });
  const white = { data: new Uint8Array(100 * 40).fill(255), width: 100, height: 40 };
  const { text, rejected } = ocr.recognize(white, { patterns: ['<digit>'] });
  assert.deepEqual([text, rejected], ['', false]);
});

test('hot words are preferred, as lists, objects and Maps', async () => {
  const ocr = await loadOcr({ model: codes });
  for (const hotwords of [{ BROWM: 20 }, new Map([['BROWM', 20]])])
    assert.equal(ocr.recognize(letters, { hotwords }).text, 'QUICK BROWM FOX');
  for (const hotwords of [['ZEBRA'], []])
    assert.equal(ocr.recognize(letters, { hotwords }).text, 'QUICK BROWN FOX');
  assert.throws(() => ocr.recognize(letters, { hotwords: { FOX: 51 } }), {
    code: 'invalid_option',
  });
  assert.throws(
    () => ocr.recognize(letters, { hotwords: 7 }),
    /hotwords: expected an array of str/,
  );
});

test('a language model and a list of words guide the search, unless told not to', async () => {
  const words = ['QUICK', 'BROWM', 'FOX'];
  for (const languageModel of [arpa(...words), Buffer.from(words.join('\n'))]) {
    const ocr = await loadOcr({ model: codes, languageModel });
    assert.equal(ocr.recognize(letters, { lmWeight: 3 }).text, 'QUICK BROWM FOX');
    assert.equal(ocr.recognize(letters, { languageModel: false }).text, 'QUICK BROWN FOX');
    assert.equal(ocr.recognize(letters, { lmWeight: 0, wordBonus: 0 }).text, 'QUICK BROWN FOX');
  }
});

test('says what is wrong', async () => {
  const small = await loadOcr({ model: eng });
  for (const options of [{ patterns: ['a'] }, { hotwords: ['a'] }, { languageModel: true }])
    assert.throws(() => small.recognize(time, options), {
      code: 'invalid_option',
      message: /need the full engine, which is made with engine: 'full'/,
    });
  assert.equal(small.recognize(time, { patterns: [], hotwords: [] }).text, '10:45');
  const full = await loadOcr({ model: eng, engine: 'full' });
  for (const [options, message] of [
    [{ patterns: 'a' }, /^patterns: expected an array of strings, found "a"/],
    [{ patterns: ['(a'] }, /^pattern 1 "\(a": expected "\)"/],
    [{ patterns: ['a'], patternThreshold: 101 }, /^patternThreshold: expected a number of 0..100/],
    [{ lmWeight: 11 }, /^lmWeight/],
    [{ wordBonus: NaN }, /^wordBonus/],
  ])
    assert.throws(() => full.recognize(time, options), { code: 'invalid_option', message });
  assert.equal(full.recognize(time).text, '10:45');
  await assert.rejects(loadOcr({ model: eng, languageModel: Buffer.from('two words') }), {
    code: 'invalid_model',
    message: /a word in each line/,
  });
});

let server, browser;

before(async () => {
  const folder = `${fixtures}/codes`;
  server = await serve({ '/codes.safetensors': codes, '/code.pgm': `${folder}/code.pgm` });
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

test('a page does the same in its worker, with a model of Tesseract and the full engine', async () => {
  const page = await openPage(await browser.newContext(), server.url);
  const given = { data: [...letters.data], width: letters.width, height: letters.height };
  const found = await page.evaluate(async ({ data, ...size }) => {
    const { createOcr } = await import('/dist/ocr.js');
    const languageModel = new Blob(['QUICK\nBROWM\nFOX\n']);
    const fetched = () =>
      performance.getEntriesByType('resource').filter(({ name }) => name.includes('ocr_full'));
    const line = { data: new Uint8Array(data), ...size };
    const print = await createOcr({ model: '/models/eng.traineddata', languageModel });
    const full = fetched().length;
    const own = await createOcr({ model: '/codes.safetensors', languageModel });
    const results = [
      await print.recognize(line, { patterns: ['QUICK <letter>+ FOX'] }),
      await print.recognize(line, { hotwords: new Map([['BROWN', 8]]) }),
      await own.recognize(line, { lmWeight: 3 }),
      await own.recognize(line, { languageModel: false }),
    ];
    return { full, results };
  }, given);
  assert.equal(found.full, 1, 'the language model asks for the full engine');
  assert.deepEqual(
    found.results.map(({ text, pattern }) => [text, pattern]),
    [
      ['QUICK BROWN FOX', 'QUICK <letter>+ FOX'],
      ['QUICK BROWN FOX', undefined],
      ['QUICK BROWM FOX', undefined],
      ['QUICK BROWN FOX', undefined],
    ],
  );
});
