/** PDF files in Chromium: the package and pdfjs-dist without a bundler, under a strict policy. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { build } from 'esbuild';

import { launch, openPage } from './browser.mjs';
import { root, serve } from './support.mjs';

const folder = mkdtempSync(join(tmpdir(), 'longhand-pdf-'));
const place = (name) => join(folder, name);
const pdfjs = join(root, 'node_modules/pdfjs-dist');
let server, browser, page;

/** Whose pages have these sizes in points, each with a black square of an inch in its lower left corner. */
function pdfOf(sizes) {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>'];
  const kids = sizes.map((_, i) => `${2 * i + 3} 0 R`).join(' ');
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${sizes.length} >>`);
  sizes.forEach(([width, height], i) => {
    const content = '0 0 72 72 re f';
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${2 * i + 4} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  });
  const body = objects.map((text, i) => `${i + 1} 0 obj\n${text}\nendobj\n`).join('');
  return `%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`;
}

before(async () => {
  const external = {
    name: 'served',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^pdfjs-dist\// }, ({ path }) => ({
        path: path.replace('pdfjs-dist', '/pdfjs'),
        external: true,
      })),
  };
  await build({
    entryPoints: [join(root, 'dist/pdf.js')],
    outfile: place('pdf.js'),
    bundle: true,
    format: 'esm',
    plugins: [external],
  });
  writeFileSync(place('plain.pdf'), pdfOf([[612, 792], [200, 100], [14_400, 7200]])); // prettier-ignore
  execFileSync(
    'qpdf',
    [
      '--warning-exit-0',
      '--encrypt',
      'open',
      'own',
      '256',
      '--',
      place('plain.pdf'),
      place('locked.pdf'),
    ],
    { stdio: 'ignore' },
  );
  writeFileSync(place('broken.pdf'), '%PDF-1.4\nand then nothing');
  writeFileSync(place('text.txt'), 'no PDF at all');
  const files = readdirSync(folder).map((name) => [`/${name}`, place(name)]);
  const scripts = ['webpack.mjs', 'build/pdf.mjs', 'build/pdf.worker.mjs'].map((name) => [
    `/pdfjs/legacy/${name}`,
    join(pdfjs, 'legacy', name),
  ]);
  server = await serve(Object.fromEntries([...files, ...scripts]));
  browser = await launch();
  page = await openPage(await browser.newContext(), server.url);
  await page.evaluate(async () => {
    const { pagesOf } = await import('/pdf.js');
    window.pagesOf = pagesOf;
    window.outcome = async (source, options) => {
      const sizes = [];
      try {
        for await (const { image, dpi, number, count } of pagesOf(source, options)) {
          sizes.push([image.width, image.height, Math.round(dpi), number, count]);
        }
      } catch ({ name, code, message }) {
        return { sizes, error: { name, code, message } };
      }
      return { sizes };
    };
  });
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

const outcome = (source, options) =>
  page.evaluate(([source, options]) => window.outcome(source, options), [source, options]);

test('pages come in their order, at 300 dots per inch or as many as a canvas holds', async () => {
  const { sizes, error } = await outcome('/plain.pdf');
  assert.equal(error, undefined);
  const [letter, small, large] = sizes;
  assert.deepEqual(letter, [2550, 3300, 300, 1, 3]);
  assert.deepEqual(small, [833, 416, 300, 2, 3]);
  const [width, height, dpi] = large;
  assert.ok(width * height <= 16 * 1024 * 1024 && width * height > 15 * 1024 * 1024);
  assert.equal(dpi, Math.round((72 * width) / 14_400));
  assert.deepEqual(page.troubles, []);
});

test('a page shows what is on it, on white', async () => {
  const [corner, middle] = await page.evaluate(async () => {
    const file = await (await fetch('/plain.pdf')).blob();
    const pages = window.pagesOf(file, { dpi: 100 });
    const { value } = await pages.next();
    await pages.return();
    const at = (x, y) => [...value.image.getContext('2d').getImageData(x, y, 1, 1).data];
    return [at(50, value.image.height - 50), at(425, 550)];
  });
  assert.deepEqual(corner, [0, 0, 0, 255]);
  assert.deepEqual(middle, [255, 255, 255, 255]);
});

test('encrypted files want their password', async () => {
  const refused = async (options) => (await outcome('/locked.pdf', options)).error;
  assert.match((await refused()).message, /^pdf: encrypted, expected the option password/);
  assert.equal((await refused({ password: 'wrong' })).code, 'invalid_image');
  assert.equal((await outcome('/locked.pdf', { password: 'open', dpi: 72 })).sizes.length, 3);
});

test('what is broken, missing or no PDF is told', async () => {
  for (const [source, code, message] of [
    ['/broken.pdf', 'invalid_image', /expected a PDF file/],
    ['/text.txt', 'invalid_image', /expected a PDF file/],
    ['/nowhere.pdf', 'network', /HTTP 404/],
    [5, 'invalid_image', /found number/],
  ]) {
    const { error } = await outcome(source);
    assert.equal(error.name, 'LonghandError');
    assert.equal(error.code, code);
    assert.match(error.message, message);
  }
  const { error } = await outcome('/plain.pdf', { dpi: 5 });
  assert.equal(error.code, 'invalid_option');
});

test('an abort ends it, and the next file is read', async () => {
  const reason = await page.evaluate(async () => {
    const abort = new AbortController();
    const pages = window.pagesOf('/plain.pdf', { signal: abort.signal });
    await pages.next();
    abort.abort();
    return pages.next().catch(({ name }) => name);
  });
  assert.equal(reason, 'AbortError');
  assert.equal((await outcome('/plain.pdf', { dpi: 72 })).sizes.length, 3);
});

test('files are rendered side by side, and one that is dropped does no harm to the next', async () => {
  const counts = await page.evaluate(async () => {
    const both = [
      window.outcome('/plain.pdf', { dpi: 72 }),
      window.outcome('/plain.pdf', { dpi: 72 }),
    ];
    const dropped = window.pagesOf('/plain.pdf', { dpi: 72 });
    await dropped.next();
    void dropped.return();
    both.push(window.outcome('/plain.pdf', { dpi: 72 }));
    return (await Promise.all(both)).map(({ sizes, error }) => error?.message ?? sizes.length);
  });
  assert.deepEqual(counts, [3, 3, 3]);
});
