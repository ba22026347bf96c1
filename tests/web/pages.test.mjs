/** Pages: what is read of the fixtures, in every build and in a browser; what is not a page. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { loadOcr, readImage } from '../../dist/node.js';
import { launch, openPage } from './browser.mjs';
import {
  fixtureLines,
  fixturePages,
  readPgm,
  relaxedNode,
  root,
  serve,
  tessdata,
} from './support.mjs';

const model = `${tessdata}/eng.traineddata`;
const fixtures = fixturePages();
const read = (node, build) =>
  JSON.parse(
    execFileSync(node, [`${root}tests/web/read_pages.mjs`, build], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  );
const pages = read(process.execPath, 'simd');

/** The lines of a text, cells with a space between them, without the blank ones. */
const linesOf = (text) => text.replaceAll('\t', ' ').split('\n').filter(Boolean);

for (const [i, { name, lines }] of fixtures.entries()) {
  test(`${name}: every line is read, in order`, () =>
    assert.deepEqual(linesOf(pages[i].text), lines));
}

test('the relaxed build reads every page as the simd build, to the last bit', () => {
  assert.deepEqual(read(relaxedNode, 'relaxed'), pages);
});

test('a page tells how it is turned', () => {
  const turned = Object.fromEntries(fixtures.map(({ name }, i) => [name, pages[i].orientation]));
  assert.deepEqual(turned, {
    columns: 0,
    leaf_down: 180,
    leaf_left: 270,
    leaf_right: 90,
    leaf_skewed: 0,
    panels: 0,
    receipt: 0,
  });
  const { slope } = pages[fixtures.findIndex(({ name }) => name === 'leaf_skewed')];
  assert.ok(Math.abs(slope + Math.tan((3 / 180) * Math.PI)) < 0.005, `slope ${slope}`);
});

test('blocks, paragraphs and words lie within each other and within the picture', () => {
  const holds = (outer, inner) =>
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom;
  for (const page of pages) {
    const picture = { left: 0, top: 0, right: page.width, bottom: page.height };
    for (const block of page.blocks) {
      assert.ok(holds(picture, block.box));
      for (const paragraph of block.paragraphs) {
        assert.ok(holds(block.box, paragraph.box));
        for (const line of paragraph.lines) {
          assert.ok(holds(paragraph.box, line.box));
          for (const word of line.words) assert.ok(holds(line.box, word.box), word.text);
        }
      }
    }
  }
});

/** Grey pictures in which there is nothing to read. */
const nothing = {
  white: () => 255,
  black: () => 0,
  checkerboard: (x, y) => ((x ^ y) & 1) * 255,
  stripes: (x) => (x % 8 < 4 ? 0 : 255),
  rules: (x, y) => (x % 40 === 0 || y % 30 === 0 ? 0 : 255),
  gradient: (x, y) => (x + y) & 255,
};

test('what has no text gives none', async (context) => {
  const ocr = await loadOcr({ model });
  context.after(() => ocr.dispose());
  for (const [name, greyAt] of Object.entries(nothing)) {
    for (const [width, height] of [
      [1, 1],
      [3, 900],
      [640, 480],
    ]) {
      const data = Uint8Array.from({ length: width * height }, (_, i) =>
        greyAt(i % width, Math.floor(i / width)),
      );
      const page = ocr.read({ data, width, height });
      assert.equal(page.text, '', `${name} ${width}x${height}`);
    }
  }
});

test('wrong options and pictures are refused, and the engine reads on', async (context) => {
  const ocr = await loadOcr({ model });
  context.after(() => ocr.dispose());
  const codeOf = (call) => {
    try {
      call();
    } catch ({ code }) {
      return code;
    }
  };
  const white = { data: new Uint8Array(100 * 100).fill(255), width: 100, height: 100 };
  assert.equal(
    codeOf(() => ocr.read({ ...white, width: 99 })),
    'invalid_image',
  );
  assert.equal(
    codeOf(() => ocr.read(white, { allow: 5 })),
    'invalid_option',
  );
  assert.equal(
    codeOf(() => ocr.read(white, { allow: '\u{10ffff}' })),
    'invalid_option',
  );
  assert.equal(ocr.read(white).text, '');
});

const wordsOf = ({ text }) => text.split(/\s+/).sort();
const picture = await readImage(fixtures.find(({ name }) => name === 'columns').file);

test('layouts: all lines from top to bottom, a block each, or one line', async (context) => {
  const ocr = await loadOcr({ model });
  context.after(() => ocr.dispose());
  const auto = ocr.read(picture);
  const block = ocr.read(picture, { layout: 'block' });
  assert.equal(block.blocks[0].paragraphs.length, 1);
  assert.deepEqual(wordsOf(block), wordsOf(auto));
  assert.notEqual(block.text, auto.text);
  const sparse = ocr.read(picture, { layout: 'sparse' });
  assert.equal(sparse.blocks.length, sparse.lines.length);
  const [{ file }] = fixtureLines();
  const line = readPgm(file);
  for (const layout of ['line', 'raw']) {
    const page = ocr.read(line, { layout });
    assert.equal(page.text, ocr.recognize(line, { layout }).text);
    assert.equal(page.lines.length, 1);
  }
});

test('a turn that is told is kept', async (context) => {
  const ocr = await loadOcr({ model });
  context.after(() => ocr.dispose());
  const turned = await readImage(fixtures.find(({ name }) => name === 'leaf_right').file);
  const told = ocr.read(turned, { orientation: 90 });
  assert.equal(told.orientation, 90);
  assert.equal(told.text, ocr.read(turned).text);
  assert.equal(ocr.read(turned, { orientation: 0 }).orientation, 0);
});

test('regions: only they are read, in their order, boxes are those of the whole picture', async (context) => {
  const ocr = await loadOcr({ model });
  context.after(() => ocr.dispose());
  const { blocks, width, height } = ocr.read(picture);
  const regions = [blocks.at(-1), blocks[0]].map(({ box: { left, top, right, bottom } }) => {
    return { x: left - 8, y: top - 8, width: right - left + 16, height: bottom - top + 16 };
  });
  const page = ocr.read(picture, { regions });
  const textOf = ({ paragraphs }) =>
    paragraphs.flatMap(({ lines }) => lines.map(({ text }) => text));
  assert.deepEqual(page.blocks.flatMap(textOf), [blocks.at(-1), blocks[0]].flatMap(textOf));
  assert.deepEqual(page.blocks.at(-1).box, blocks[0].box);
  assert.deepEqual([page.width, page.height], [width, height]);
  const [region] = regions;
  assert.deepEqual(linesOf(ocr.read(picture, { region }).text), textOf(blocks.at(-1)));
  for (const wrong of [
    { region: { ...region, width } },
    { region: { ...region, x: -1 } },
    { region: { ...region, y: 0.5 } },
    { region: { ...region, height: 0 } },
    { region: [1, 2, 3, 4] },
    { regions: [] },
    { regions: [undefined] },
    { region, regions },
    { layout: 'page' },
    { orientation: 45 },
  ]) {
    assert.throws(() => ocr.read(picture, wrong), {
      code: 'invalid_option',
      message: /^(region|layout|orientation)s?: expected/,
    });
  }
});

/** The fixture line of each language, one below the other. */
function lineOfEach(languages) {
  const lines = languages.map((language) => fixtureLines().find(({ model }) => model === language));
  const pictures = lines.map(({ file }) => readPgm(file));
  const [width, step] = [900, 90];
  const data = new Uint8Array(width * step * (lines.length + 1)).fill(255);
  for (const [i, { data: part, ...size }] of pictures.entries())
    for (let y = 0; y < size.height; y++)
      data.set(
        part.subarray(y * size.width, (y + 1) * size.width),
        width * (step / 2 + i * step + y) + 60,
      );
  return { data, width, height: data.length / width };
}

const languages = ['deu', 'rus', 'jpn'];
const sentences = [
  'Übermäßige Größe, schöne Grüße',
  'Широкая электрификация',
  '東京は日本の首都です。',
];

test('several models: each line is read by that of its language, whichever comes first', async (context) => {
  const ocr = await loadOcr({ model: languages.map((name) => `${tessdata}/${name}.traineddata`) });
  context.after(() => ocr.dispose());
  const mixed = lineOfEach(languages);
  for (const models of [undefined, [2, 1, 0], [1, 0, 2]]) {
    const { lines } = ocr.read(mixed, { models, layout: 'block' });
    assert.deepEqual(
      lines.map(({ text }) => text),
      sentences,
    );
    assert.deepEqual(
      lines.map(({ words }) => words[0].model),
      [0, 1, 2],
    );
  }
  const { words } = ocr.read(mixed, { models: [1] }).lines[0];
  assert.ok(words.every((word) => word.model === 1));
  assert.equal(ocr.models.length, 3);
  assert.equal(ocr.info, ocr.models[0]);
  const lines = fixtureLines().filter(({ model }) => languages.includes(model));
  const alone = ocr.recognizeAll(lines.map(({ file }) => readPgm(file)));
  for (const [i, { text, words }] of alone.entries()) {
    const language = languages.indexOf(lines[i].model);
    assert.deepEqual([text, words[0].model], [sentences[language], language]);
  }
  for (const models of [[], [3], [0, 0], [0.5], 1]) {
    for (const call of [() => ocr.read(mixed, { models }), () => ocr.recognize(mixed, { models })])
      assert.throws(call, { code: 'invalid_option', message: /^models: expected/ });
  }
});

test('a model that cannot be read is named by its place', async () => {
  const html = new TextEncoder().encode('<!doctype html><title>Not found</title>');
  await assert.rejects(loadOcr({ model: [model, html] }), {
    code: 'invalid_model',
    message: /^model 1: /,
  });
  await assert.rejects(loadOcr({ model: [] }), { code: 'invalid_option' });
});

test('lines are found without reading them', async (context) => {
  const ocr = await loadOcr({ model });
  context.after(() => ocr.dispose());
  const [found, read] = [ocr.detect(picture), ocr.read(picture)];
  assert.equal(found.text, '');
  assert.ok(found.lines.every(({ words }) => words.length === 0));
  assert.deepEqual(
    found.blocks.map(({ paragraphs }) => paragraphs.length),
    read.blocks.map(({ paragraphs }) => paragraphs.length),
  );
  for (const [i, { box }] of found.lines.entries())
    for (const side of Object.keys(box))
      assert.ok(Math.abs(box[side] - read.lines[i].box[side]) <= 3, `${i}: ${side}`);
});

let browser, server, page;
before(async () => {
  const files = Object.fromEntries(fixtures.map(({ name, file }) => [`/pages/${name}.png`, file]));
  server = await serve(files);
  browser = await launch();
  page = await openPage(await browser.newContext(), server.url);
});
after(async () => {
  await browser?.close();
  server?.close();
});

test('in a browser: lines come while others are read, the page is the same', async () => {
  const seen = await page.evaluate(async () => {
    const { createOcr } = await import('/dist/index.js');
    const ocr = await createOcr({ model: '/models/eng.traineddata' });
    const lines = [];
    const progress = [];
    const { text } = await ocr.read('/pages/columns.png', {
      onLine: (line) => lines.push(line.text),
      onProgress: ({ loaded, total }) => progress.push([loaded, total]),
    });
    ocr.dispose();
    return { text, lines, progress };
  });
  const { lines } = fixtures.find(({ name }) => name === 'columns');
  assert.deepEqual(linesOf(seen.text), lines);
  assert.equal(seen.lines[0], lines[0]);
  assert.deepEqual(seen.lines.toSorted(), lines.toSorted());
  assert.deepEqual(seen.progress.at(-1), [lines.length, lines.length]);
});

test('in a browser: several models are fetched, counted together, and read one page; lines are found', async () => {
  const seen = await page.evaluate(async () => {
    const { createOcr } = await import('/dist/index.js');
    const progress = [];
    const ocr = await createOcr({
      model: ['/models/deu.traineddata', '/models/eng.traineddata'],
      cache: 'none',
      onProgress: ({ phase, loaded, total }) => phase === 'model' && progress.push([loaded, total]),
    });
    const { text } = await ocr.read('/pages/columns.png', { models: [1] });
    const { lines } = await ocr.detect('/pages/columns.png');
    const wrong = await ocr.detect('/pages/columns.png', { layout: 5 }).catch(({ code }) => code);
    const count = ocr.models.length;
    ocr.dispose();
    const one = await createOcr({ model: [], cache: 'none' }).catch(({ code }) => code);
    const hashes = { model: '/models/eng.traineddata', integrity: ['sha256-AA==', 'sha256-AA=='] };
    const two = await createOcr(hashes).catch(({ code }) => code);
    return { text, lines: lines.length, count, wrong, one, two, progress };
  });
  const { lines } = fixtures.find(({ name }) => name === 'columns');
  assert.deepEqual(linesOf(seen.text), lines);
  assert.deepEqual([seen.lines, seen.count], [lines.length, 2]);
  assert.deepEqual([seen.wrong, seen.one, seen.two], Array(3).fill('invalid_option'));
  const sizes = ['deu', 'eng'].map((name) => statSync(`${tessdata}/${name}.traineddata`).size);
  assert.deepEqual(seen.progress.at(-1), Array(2).fill(sizes[0] + sizes[1]));
  const loaded = seen.progress.map(([bytes]) => bytes);
  assert.deepEqual(
    loaded,
    loaded.toSorted((a, b) => a - b),
  );
});

test('in a browser: a call that is aborted between two steps leaves the recogniser usable', async () => {
  const outcome = await page.evaluate(async () => {
    const { createOcr } = await import('/dist/index.js');
    const ocr = await createOcr({ model: '/models/eng.traineddata' });
    const controller = new AbortController();
    const aborted = await ocr
      .read('/pages/leaf_skewed.png', {
        signal: controller.signal,
        onLine: () => controller.abort(),
      })
      .catch(({ name }) => name);
    const { text } = await ocr.read('/pages/panels.png');
    ocr.dispose();
    return { aborted, text };
  });
  assert.equal(outcome.aborted, 'AbortError');
  assert.deepEqual(linesOf(outcome.text), fixtures.find(({ name }) => name === 'panels').lines);
  assert.deepEqual(page.troubles, []);
});
