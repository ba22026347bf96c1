/** The engine in Node: what it reads, what it refuses, and that it goes on afterwards. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { loadOcr } from '../../dist/node.js';
import { fixtureLines, readPgm, tessdata } from './support.mjs';

const english = `${tessdata}/eng.traineddata`;
const prose = fixtureLines()[0];
const line = readPgm(prose.file);
const asTesseract = { layout: 'raw', noise: 'minstd' };
const read = (ocr, options) => ocr.recognize(line, { ...asTesseract, ...options });

test('a model is taken as path, bytes and gzip', async () => {
  const bytes = readFileSync(english);
  for (const model of [english, bytes, gzipSync(bytes, { level: 1 })]) {
    const ocr = await loadOcr({ model });
    assert.equal(read(ocr).text, prose.text);
    ocr.dispose();
  }
});

test('the result has words, symbols, boxes inside the image and rows of probabilities', async () => {
  const ocr = await loadOcr({ model: english });
  const result = read(ocr, { probabilities: true });
  assert.equal(result.words.map(({ text }) => text).join(' '), prose.text);
  assert.equal(result.symbols.map(({ text }) => text).join(''), prose.text.replaceAll(' ', ''));
  for (const { box, confidence } of [...result.words, ...result.symbols]) {
    assert.ok(box.left >= 0 && box.left < box.right && box.right <= line.width);
    assert.ok(box.top >= 0 && box.top < box.bottom && box.bottom <= line.height);
    assert.ok(confidence >= 0 && confidence <= 100);
  }
  const { data, steps, labels } = result.probabilities;
  assert.equal(data.length, steps * labels);
  assert.equal(labels, ocr.info.labels.length);
  for (let step = 0; step < steps; step++) {
    const sum = data.subarray(step * labels, (step + 1) * labels).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum - 1) < 1e-4);
  }
  ocr.dispose();
});

/** A grey picture with `line` at each of `tops`. */
const picture = (width, height, left, tops) => {
  const data = new Uint8Array(width * height).fill(line.data[0]);
  for (const top of tops) {
    for (let y = 0; y < line.height; y++) {
      const row = line.data.subarray(y * line.width, (y + 1) * line.width);
      data.set(row, (top + y) * width + left);
    }
  }
  return { data, width, height };
};

test('the line is found in its margins, another one is told, blank paper has no text', async () => {
  const ocr = await loadOcr({ model: english });
  const width = line.width + 300;
  const height = line.height * 5;
  const found = ocr.recognize(picture(width, height, 200, [line.height]));
  assert.equal(found.text, ocr.recognize(line).text);
  assert.deepEqual(found.warnings, []);
  const { left, top, right, bottom } = found.words[0].box;
  assert.ok(left > 180 && top >= line.height - 5 && right < width - 90);
  assert.ok(bottom <= line.height * 2 + 5);
  const two = ocr.recognize(picture(width, height, 200, [0, line.height * 3]));
  assert.deepEqual(two.warnings, ['several_lines']);
  const blank = ocr.recognize(picture(width, height, 0, []), { probabilities: true });
  assert.deepEqual([blank.text, blank.confidence, blank.words], ['', 0, []]);
  assert.ok(blank.milliseconds >= 0);
  ocr.dispose();
});

test('allow and deny steer the search', async () => {
  const ocr = await loadOcr({ model: english });
  assert.match(read(ocr, { allow: '0-9' }).text, /^[0-9 ]*$/);
  assert.doesNotMatch(read(ocr, { deny: 'aeiou' }).text, /[aeiou]/);
  ocr.dispose();
});

test('grey, RGB and RGBA pixels of the same line give the same result', async () => {
  const ocr = await loadOcr({ model: english });
  const expand = (channels) =>
    Uint8Array.from({ length: line.data.length * channels }, (_, i) =>
      i % channels === 3 ? 255 : line.data[Math.floor(i / channels)],
    );
  for (const channels of [3, 4]) {
    const result = ocr.recognize({ ...line, data: expand(channels) }, asTesseract);
    assert.deepEqual(result.words, read(ocr).words);
  }
  ocr.dispose();
});

test('many lines come in their order, each with its own size and share of the time', async () => {
  const ocr = await loadOcr({ model: english });
  const lines = fixtureLines().filter(({ model }) => model === 'eng');
  const images = lines.map(({ file }) => readPgm(file));
  const results = ocr.recognizeAll(new Set(images), asTesseract);
  assert.deepEqual(
    results.map(({ text, width, height }) => ({ text, width, height })),
    lines.map(({ text }, i) => ({ text, width: images[i].width, height: images[i].height })),
  );
  assert.ok(results.every(({ milliseconds }) => milliseconds > 0));
  assert.deepEqual(ocr.recognizeAll([]), []);
  ocr.dispose();
});

test('one bad image among many is told, and the engine goes on', async () => {
  const ocr = await loadOcr({ model: english });
  const narrow = { data: new Uint8Array(36), width: 1, height: 36 };
  const unsound = { data: new Uint8Array(5), width: 2, height: 2 };
  for (const bad of [narrow, unsound]) {
    const images = [line, line, bad, line];
    assert.throws(() => ocr.recognizeAll(images, asTesseract), { code: 'invalid_image' });
    assert.equal(read(ocr).text, prose.text);
  }
  ocr.dispose();
});

test('memory does not grow with the number of lines', async () => {
  const ocr = await loadOcr({ model: english });
  const large = { ...line, data: new Uint8Array(line.data.length * 4).fill(255) };
  const texts = (count) => ocr.recognizeAll(Array(count).fill(large)).map(({ text }) => text);
  texts(200);
  const { memory } = ocr;
  assert.equal(texts(2000).length, 2000);
  assert.equal(ocr.memory, memory);
  ocr.dispose();
});

const damaged = (change) => {
  const bytes = new Uint8Array(readFileSync(english));
  return change(bytes) ?? bytes;
};
const badModels = {
  empty: [new Uint8Array(), 'invalid_model'],
  'one byte': [new Uint8Array(1), 'invalid_model'],
  text: [new TextEncoder().encode('<!doctype html>'.repeat(50)), 'invalid_model'],
  truncated: [damaged((bytes) => bytes.slice(0, 100_000)), 'invalid_model'],
  'absurd count': [damaged((bytes) => void bytes.fill(255, 0, 4)), 'invalid_model'],
  'broken gzip': [
    damaged((bytes) => gzipSync(bytes, { level: 1 }).subarray(0, 5000)),
    'invalid_model',
  ],
};

for (const [name, [model, code]] of Object.entries(badModels)) {
  test(`model: ${name}: ${code}`, async () => {
    await assert.rejects(loadOcr({ model }), (error) => {
      assert.equal(error.name, 'LonghandError');
      assert.equal(error.code, code);
      assert.ok(error.message.length > 15, error.message);
      return true;
    });
  });
}

const foreign = {
  'an HTML page': Buffer.from('\ufeff<!doctype html><title>404</title>'),
  'text in UTF-16 or UTF-32': Buffer.from('\ufeffnot found', 'utf16le'),
  'zstd data: unpack it first': Buffer.from('28b52ffd04', 'hex'),
  'xz data: unpack it first': Buffer.from('fd377a585a000004', 'hex'),
  'gzip data: unpack it first': gzipSync(gzipSync('twice')),
  'a PDF document': Buffer.from('%PDF-1.7\n'),
  'fetch the file itself with git lfs pull': Buffer.from(
    'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
  ),
};

for (const [found, model] of Object.entries(foreign)) {
  test(`model: the message says: ${found}`, async () => {
    await assert.rejects(loadOcr({ model }), ({ code, message }) => {
      assert.equal(code, 'invalid_model');
      assert.ok(message.startsWith('traineddata: expected a Tesseract model, found '), message);
      assert.ok(message.includes(found), message);
      return true;
    });
  });
}

const pixels = (width, height, size = width * height) => ({
  data: new Uint8Array(size),
  width,
  height,
});
const badImages = {
  'no pixels': [pixels(0, 0), 'invalid_image'],
  'too few values': [pixels(10, 10, 50), 'invalid_image'],
  'two values a pixel': [pixels(10, 10, 200), 'invalid_image'],
  'a fraction of a pixel': [{ data: new Uint8Array(15), width: 1.5, height: 10 }, 'invalid_image'],
  'too wide': [pixels(40_000, 1), 'invalid_image'],
  'NaN wide': [{ data: new Uint8Array(10), width: NaN, height: 1 }, 'invalid_image'],
};

test('a bad image or option is refused and the engine goes on', async () => {
  const ocr = await loadOcr({ model: english });
  for (const [name, [image, code]] of Object.entries(badImages)) {
    assert.throws(() => ocr.recognize(image), { name: 'LonghandError', code }, name);
  }
  for (const options of [
    { allow: 7 },
    { layout: 'page' },
    { noise: 'white' },
    { invertThreshold: 2 },
    { invertThreshold: NaN },
    { invertThreshold: '0.5' },
    { dictionary: 'no' },
    { allow: ['a', 'b'] },
    { allow: new Set('ab') },
    { deny: null },
    { deny: 'a\u200b' },
    { probabilities: 1 },
    new Map([['allow', '0-9']]),
    [],
  ]) {
    assert.throws(() => ocr.recognize(line, options), { code: 'invalid_option' });
  }
  assert.equal(read(ocr).text, prose.text);
  ocr.dispose();
});

test('lists of characters are taken as they are pasted', async () => {
  const ocr = await loadOcr({ model: english });
  const { text } = read(ocr, { allow: 'a-zA-Z ' });
  assert.equal(read(ocr, { allow: '\ufeffa-z\u00a0A-Z\r' }).text, text);
  assert.equal(read(ocr, { deny: 'e\u0301' }).text, prose.text);
  ocr.dispose();
});

test('strange images are read or refused, never a trap', async () => {
  const ocr = await loadOcr({ model: english });
  for (const [width, height] of [
    [1, 1],
    [1, 1000],
    [3000, 1],
    [2, 30_000],
    [1000, 36],
  ]) {
    try {
      assert.equal(typeof ocr.recognize(pixels(width, height)).text, 'string');
    } catch (error) {
      assert.equal(error.code, 'invalid_image', String(error));
    }
  }
  assert.equal(read(ocr).text, prose.text);
  ocr.dispose();
});

test('dispose may be called twice; what is used afterwards says so', async () => {
  const ocr = await loadOcr({ model: english });
  for (let times = 0; times < 2; times++) ocr.dispose();
  ocr[Symbol.dispose]?.();
  for (const use of [() => read(ocr), () => ocr.recognizeAll([]), () => ocr.recognize(null)]) {
    assert.throws(use, { name: 'LonghandError', code: 'disposed' });
  }
});
