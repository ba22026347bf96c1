/** Pictures in every state that a page may give, in every browser: each is read or refused for a reason. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import sharp from 'sharp';

import { browsers } from '../consumers/browsers.mjs';
import { root, serve } from './support.mjs';

const night = 'Platform 9 departs at 18:45';
const drawing = 'Invoice number 4711 paid';
const sample = join(root, 'web/demo/public/samples/night.png');
const folder = mkdtempSync(join(tmpdir(), 'longhand-images-'));
let server, foreign;

const words = `<rect width="100%" height="100%" fill="#fff"/>
<text x="8" y="40" font-family="DejaVu Sans" font-size="40" textLength="526">${drawing}</text>`;
const svg = (attributes, content) =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`;

const files = {
  '/line.svg': svg('width="542" height="54"', words),
  '/sizeless.svg': svg('viewBox="0 0 542 54"', words),
  '/small.svg': svg('width="108.4" height="10.8" viewBox="0 0 542 54"', words),
  '/cut.jpg': await cutJpeg(),
};

/** The sample with a white strip below, whose end is missing. */
async function cutJpeg() {
  const line = sharp(sample).flatten().extend({ bottom: 10, background: 'white' });
  const whole = await line.jpeg().toBuffer();
  return whole.subarray(0, whole.length - 10);
}

before(async () => {
  const served = {};
  for (const [name, content] of Object.entries(files)) {
    served[name] = join(folder, name);
    writeFileSync(served[name], content);
  }
  server = await serve(served);
  foreign = await serve();
});

after(() => {
  server.close();
  foreign.close();
  rmSync(folder, { recursive: true });
});

const foreignImage = /^invalid_image: .*crossorigin="anonymous".*Access-Control-Allow-Origin/;
const invalid = /^invalid_image: /;

const expected = {
  'SVG by address': drawing,
  'SVG as Blob': drawing,
  'SVG of unknown type': drawing,
  'SVG as data URL': drawing,
  'SVG as data URL, half escaped': drawing,
  'SVG as data URL, base64': drawing,
  'SVG without size': drawing,
  'SVG in <img>': drawing,
  'SVG without size in <img>': drawing,
  'small SVG': drawing,
  'PNG as data URL': night,
  'a data URL with broken base64': /base64/,
  'a cut JPEG by address': night,
  'a cut JPEG as Blob': night,
  'a cut JPEG in <img>': night,
  'PNG as text/plain': night,
  'PNG as image/svg+xml': night,
  'the bytes of a file': night,
  'bytes within others': night,
  'lazy <img> in closed <details>': night,
  'lazy <picture> in closed <details>': night,
  'lazy <img> that is not displayed': night,
  '<img> that still loads': night,
  '<img> with srcset': night,
  '<img> of another frame': night,
  'pixels of another frame': night,
  '<image> inside SVG': night,
  canvas: night,
  'canvas of another origin that allows it': night,
  '<img> of another origin': foreignImage,
  'canvas of another origin': foreignImage,
  'bitmap of another origin': foreignImage,
  'broken <img>': /^invalid_image: .*none\.png did not load/,
  '<img> without source': /^invalid_image: .*without source/,
  'closed bitmap': invalid,
  'closed VideoFrame': invalid,
  'canvas without pixels': invalid,
  'OffscreenCanvas without pixels': invalid,
  '<video> that has nothing': /^invalid_image: video: expected a frame/,
  'an empty file': /^invalid_image: .*empty/,
  text: /^invalid_image: .*found 13 bytes image\/png/,
  'broken SVG': invalid,
  'half a PNG header': invalid,
  'a <div>': /found HTMLDivElement/,
  'a list': /found Array/,
  'a promise': /found Object/,
  null: /found null/,
  'values of 16 bits': /found Uint16Array/,
  'a picture after all these': night,
};

for (const [name, launch] of Object.entries(browsers)) {
  test(name, { timeout: 300_000 }, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    const outcome = await browser.visit(
      `${server.url}/images/page.html?foreign=${encodeURIComponent(foreign.url)}`,
    );
    for (const [source, wanted] of Object.entries(expected)) {
      await t.test(source, () => agrees(outcome[source], wanted));
    }
    await t.test('a strict policy', () => underStrictPolicy(browser));
  });
}

function agrees(found, wanted) {
  if (wanted instanceof RegExp) assert.match(found, wanted);
  else assert.equal(found, wanted);
}

async function underStrictPolicy(browser) {
  const outcome = await browser.visit(`${server.url}/images/strict.html`);
  assert.equal(outcome['SVG by address'], drawing);
  assert.match(outcome['SVG as Blob'], /^invalid_image: .*img-src needs blob:/);
  assert.equal(outcome['a cut JPEG by address'], night);
}
