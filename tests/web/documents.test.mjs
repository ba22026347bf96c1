/** Documents that the package writes beside those of the native command, of the pages that it read. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import sharp from 'sharp';

import { toAlto, toHocr, toMarkdown, toPdf, toText, toTsv } from '../../dist/document.js';
import { readImage } from '../../dist/node.js';
import { launch, openPage } from './browser.mjs';
import { fixturePages, root, serve, tessdata } from './support.mjs';

const model = `${tessdata}/eng.traineddata`;
const command = join(root, 'build/native/core/cli/longhand');
const folder = mkdtempSync(join(tmpdir(), 'longhand-documents-'));
const forms = { hocr: toHocr, alto: toAlto, tsv: toTsv, markdown: toMarkdown };
const pages = fixturePages();

after(() => rmSync(folder, { recursive: true }));

const native = (files, ...options) =>
  execFileSync(command, ['read', '--model', model, ...options, ...files]);

/** The page that the command read, as `read` of the package gives it. */
function read({ file }) {
  const line = ({ same_line: sameLine, ...rest }) => ({ ...rest, sameLine });
  const paragraph = ({ box, lines }) => ({ box, lines: lines.map(line) });
  const block = ({ box, paragraphs }) => ({ box, paragraphs: paragraphs.map(paragraph) });
  const page = JSON.parse(native([file], '--json'));
  return { ...page, blocks: page.blocks.map(block) };
}

const fraction = /\d+\.(\d+)/g;

/** But for what the command's JSON has rounded of that which its documents are written from. */
function assertSame(written, expected, what) {
  assert.equal(written.replace(fraction, '#'), expected.replace(fraction, '#'), what);
  const [own, other] = [written, expected].map((text) => [...text.matchAll(fraction)]);
  own.forEach(([number, digits], i) => {
    const unit = Math.max(10 ** -digits.length, 0.02);
    assert.ok(Math.abs(number - other[i][0]) < 1.01 * unit, `${what}: ${number}, ${other[i][0]}`);
  });
}

test('each form of a page is the one that the command writes', async () => {
  for (const { name, file } of pages) {
    const page = read({ file });
    for (const [form, write] of Object.entries(forms)) {
      const written = await write({ page, source: file });
      assertSame(written, native([file], `--${form}`).toString(), `${name}: ${form}`);
    }
    assert.equal(toText(page), native([file]).toString(), name);
  }
});

test('several pages are one document', async () => {
  const some = pages.slice(0, 2);
  const sheets = some.map(({ file }) => ({ page: read({ file }), source: file }));
  const files = some.map(({ file }) => file);
  for (const [form, write] of Object.entries(forms))
    assertSame(await write(sheets), native(files, `--${form}`).toString(), form);
  assert.equal(toText(sheets.map(({ page }) => page)), native(files).toString());
});

/** What Poppler finds in a file, and how its pages look at some dots per inch. */
function seen(name, bytes) {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, bytes);
  execFileSync('qpdf', ['--check', file], { stdio: 'pipe' });
  const words = execFileSync('pdftotext', ['-bbox', file, '-']).toString();
  const looks = execFileSync('pdftoppm', ['-r', '50', file]);
  return { words: words.replace(/<title>.*/, ''), looks };
}

async function assertLikeNative(name, pdf, files) {
  const own = seen(name, Buffer.from(await pdf.arrayBuffer()));
  const other = seen(`${name}_native`, native(files, '--pdf'));
  assert.ok(own.words.includes('<word'), name);
  assertSame(own.words, other.words, name);
  assert.ok(own.looks.equals(other.looks), name);
}

test('PDF holds the words where the command puts them, and the same picture', async () => {
  for (const { name, file } of pages) {
    const picture = await readImage(file);
    const page = read({ file });
    const dpi = (await sharp(file).metadata()).density;
    const pdf = await toPdf({ page, picture, ...(dpi >= 100 && { dpi }) });
    assert.equal(pdf.type, 'application/pdf');
    await assertLikeNative(name, pdf, [file]);
  }
});

for (const [name, change] of Object.entries({
  'turned by its Exif data': (picture) => picture.withMetadata({ orientation: 6, density: 200 }),
  'mirrored by its Exif data': (picture) => picture.withMetadata({ orientation: 4 }),
  'in grey, with its resolution': (picture) => picture.greyscale().withMetadata({ density: 150 }),
})) {
  test(`a JPEG file is kept as it is: ${name}`, async () => {
    const file = join(folder, 'page.jpg');
    const upright = sharp(pages.find(({ name }) => name === 'columns').file);
    await change(upright).jpeg({ quality: 90 }).toFile(file);
    const bytes = new Uint8Array(readFileSync(file));
    const page = read({ file });
    const pdf = await toPdf({ page, picture: bytes });
    assert.ok(Buffer.from(await pdf.arrayBuffer()).includes(Buffer.from(bytes)));
    await assertLikeNative('jpeg', pdf, [file]);
    const ofBlob = await toPdf({ page, picture: new Blob([bytes]) });
    assert.deepEqual(await ofBlob.arrayBuffer(), await pdf.arrayBuffer());
  });
}

test('colours, greys, black and white, and what is transparent are kept in PDF', async () => {
  const { file } = pages[0];
  for (const [name, change] of Object.entries({
    colour: (image) => image.tint({ r: 255, g: 120, b: 60 }),
    transparent: (image) => image.ensureAlpha(0.5),
    bilevel: (image) => image.threshold(),
  })) {
    const changed = join(folder, `${name}.png`);
    await change(sharp(file)).png().toFile(changed);
    const { data, info } = await sharp(changed).raw().toBuffer({ resolveWithObject: true });
    const picture = { data: new Uint8Array(data), width: info.width, height: info.height };
    const pdf = await toPdf({ page: read({ file }), picture });
    const own = seen(name, Buffer.from(await pdf.arrayBuffer()));
    const other = seen(`${name}_native`, native([changed], '--pdf'));
    assert.ok(own.looks.equals(other.looks), name);
  }
});

test('pages that are read one after the other are one PDF file', async () => {
  async function* sheets() {
    for (const { file } of pages.slice(0, 3)) {
      const picture = await readImage(file);
      yield { page: read({ file }), picture, dpi: 300 };
    }
  }
  const { words } = seen('several', Buffer.from(await (await toPdf(sheets())).arrayBuffer()));
  assert.equal(words.match(/<page /g).length, 3);
});

test('what is no page, no picture or no resolution is refused with the reason', async () => {
  const { file } = pages[0];
  const picture = await readImage(file);
  const page = read({ file });
  const refuses = (made, code, message) =>
    assert.rejects(made, { name: 'LonghandError', code, message });
  await refuses(toHocr({}), 'invalid_option', /page: expected what read\(\) gave/);
  await refuses(toTsv({ page: { ...page, blocks: [{}] } }), 'invalid_option', /page: expected/);
  await refuses(toPdf([]), 'invalid_option', /expected one or more/);
  await refuses(toPdf({ page, picture, dpi: 0 }), 'invalid_option', /dpi: expected/);
  await refuses(
    toPdf({ page, picture: { data: new Uint8Array(5), width: 9, height: 9 } }),
    'invalid_image',
    /found 5 values/,
  );
  await refuses(
    toPdf({ page, picture: new Uint8Array(readFileSync(file)) }),
    'invalid_image',
    /JPEG file or pixels/,
  );
  await refuses(toPdf({ page, picture: 5 }), 'invalid_image', /picture: expected/);
});

test('a page under a strict policy writes PDF of files that the browser decodes', async (t) => {
  const { file } = pages.find(({ name }) => name === 'receipt');
  const server = await serve({ '/page.png': file });
  const browser = await launch();
  t.after(() => browser.close());
  t.after(server.close);
  const visited = await openPage(await browser.newContext(), server.url);
  const page = read({ file });
  const written = await visited.evaluate(async (page) => {
    const { toHocr, toPdf } = await import('/dist/document.js');
    const picture = await (await fetch('/page.png')).blob();
    const pdf = new Uint8Array(await (await toPdf({ page, picture })).arrayBuffer());
    return { hocr: await toHocr(page), pdf: [...pdf] };
  }, page);
  assert.equal(written.hocr, await toHocr(page));
  const own = seen('browser', Buffer.from(written.pdf));
  const other = seen('browser_native', native([file], '--pdf'));
  assert.ok(own.looks.equals(other.looks));
  assert.deepEqual(visited.troubles, []);
});
