/** Print read by a network of one's own: the full engine, in Node and in Chromium. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { loadOcr } from '../../dist/node.js';
import { launch, openPage } from './browser.mjs';
import { readPgm, root, serve, tessdata } from './support.mjs';

const fixtures = `${root}tests/fixtures`;
const codes = `${fixtures}/ocr/codes.safetensors`;
const tones = `${fixtures}/speech/tones.safetensors`;
const rows = readFileSync(`${fixtures}/ocr/codes.tsv`, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split('\t'));
const pictures = rows.map(([name]) => readPgm(`${fixtures}/ocr/codes/${name}.pgm`));
const texts = rows.map(([, text]) => text);

test('reads what PyTorch reads, line by line and together', async () => {
  const ocr = await loadOcr({ model: codes });
  const options = { layout: 'raw', probabilities: true };
  for (const [i, [, text, steps, squares]] of rows.entries()) {
    const { probabilities, ...result } = ocr.recognize(pictures[i], options);
    assert.equal(result.text, text);
    assert.equal(probabilities.steps, Number(steps));
    const sum = probabilities.data.reduce((all, value) => all + value * value, 0);
    assert.ok(Math.abs(sum - Number(squares)) < 1e-2, `${sum} ${squares}`);
  }
  assert.deepEqual(
    ocr.recognizeAll(pictures).map(({ text }) => text),
    texts,
  );
  assert.equal(ocr.info.labels.length, 42);
  assert.equal(ocr.info.hasDictionary, false);
});

test('boxes, allowed characters and pages are as with other models', async () => {
  const ocr = await loadOcr({ model: gzipSync(readFileSync(codes)) });
  const { words, width } = ocr.recognize(pictures[0]);
  assert.deepEqual(
    words.map(({ text }) => text),
    ['LH-2041', '07/26'],
  );
  for (const { box } of words) assert.ok(box.left < box.right && box.right <= width);
  assert.match(ocr.recognize(pictures[1], { allow: '0-9' }).text, /^[0-9 ]*$/);
  assert.equal(ocr.read(pictures[0], { layout: 'line' }).text, texts[0]);
});

test('reads beside a model of Tesseract', async () => {
  const ocr = await loadOcr({ model: [`${tessdata}/eng.traineddata`, codes] });
  const result = ocr.recognize(pictures[0], { models: [1] });
  assert.equal(result.text, texts[0]);
  assert.deepEqual(new Set(result.words.map(({ model }) => model)), new Set([1]));
  assert.equal(ocr.models[0].hasDictionary, true);
});

test('says what is wrong', async () => {
  const bytes = readFileSync(codes);
  const cases = [
    [{ model: tones }, 'unsupported_model', 'found "speech": load it with createSpeech'],
    [{ model: bytes.subarray(0, 5000) }, 'invalid_model', 'safetensors'],
    [{ model: codes, engine: 'large' }, 'invalid_option', 'engine: expected "auto" or "full"'],
  ];
  for (const [options, code, message] of cases) {
    await assert.rejects(loadOcr(options), (error) => {
      assert.equal(error.code, code);
      assert.ok(error.message.includes(message), error.message);
      return true;
    });
  }
});

let server, browser;

before(async () => {
  server = await serve({ '/codes.safetensors': codes });
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

test('a page reads with the relaxed build what Node reads with the other', async () => {
  const page = await openPage(await browser.newContext(), server.url);
  const given = pictures.map(({ data, ...size }) => ({ data: [...data], ...size }));
  const found = await page.evaluate(async (pictures) => {
    const { createOcr } = await import('/dist/ocr.js');
    const ocr = await createOcr({ model: '/codes.safetensors' });
    const results = await ocr.recognizeAll(
      pictures.map(({ data, ...size }) => ({ data: new Uint8Array(data), ...size })),
    );
    return { build: ocr.build, results };
  }, given);
  const ocr = await loadOcr({ model: codes, build: 'simd' });
  assert.equal(found.build, 'relaxed');
  for (const [i, expected] of ocr.recognizeAll(pictures).entries()) {
    const { text, words, confidence } = found.results[i];
    assert.equal(text, expected.text);
    assert.deepEqual(boxes(words), boxes(expected.words));
    assert.ok(Math.abs(confidence - expected.confidence) < 0.01); // its sums are rounded once
  }
  ocr.dispose();
});

const boxes = (words) => words.map(({ box }) => box);

const wanted = {
  'a model of Tesseract': [{ model: '/models/eng.traineddata' }, 'ocr', 111],
  "a network of one's own": [{ model: '/codes.safetensors' }, 'ocr_full', 42],
  'a network without a name': [{ blob: '/codes.safetensors' }, 'ocr_full', 42],
  'a model of Tesseract without a name': [{ blob: '/models/eng.traineddata' }, 'ocr', 111],
  both: [{ model: ['/models/eng.traineddata', '/codes.safetensors'] }, 'ocr_full', 111],
  'the full engine': [{ model: '/models/eng.traineddata', engine: 'full' }, 'ocr_full', 111],
};

for (const [name, [options, module, labels]] of Object.entries(wanted)) {
  test(`a page fetches the engine that it needs: ${name}`, async () => {
    const page = await openPage(await browser.newContext(), server.url);
    server.counts.clear();
    const found = await page.evaluate(async ({ blob, ...options }) => {
      const { createOcr } = await import('/dist/ocr.js');
      const model = blob ? await (await fetch(blob)).blob() : options.model;
      const ocr = await createOcr({ ...options, model });
      return ocr.model.labels.length;
    }, options);
    assert.equal(found, labels);
    const fetched = [...server.counts.keys()].filter((path) => path.endsWith('.wasm'));
    assert.deepEqual(fetched, [`/dist/wasm/${module}.relaxed.wasm`]);
  });
}
