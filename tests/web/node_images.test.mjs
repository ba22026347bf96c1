/** Image files in Node: each kind gives the pixels that were put in, what is damaged is read or refused. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import sharp from 'sharp';

import { loadOcr, readImage } from '../../dist/node.js';
import { png } from './png.mjs';
import { root, tessdata } from './support.mjs';

const sample = join(root, 'web/demo/public/samples/night.png');
const text = 'Platform 9 departs at 18:45';
const width = 5;
const height = 3;

/** Values 0..255 of `channels` for each pixel, all different. */
const values = (channels) => Array.from({ length: width * height * channels }, (_, i) => i * 4);
/** As sharp gives grey: three times. */
const tripled = (grey) => grey.flatMap((value) => [value, value, value]);
const withAlpha = (greyAlpha) =>
  greyAlpha.flatMap((value, i) => (i % 2 ? value : [value, value, value]));
const wide = (narrow, low) => narrow.map((value) => value * 256 + low);
const palette = [[200, 10, 30], [0, 0, 0], [255, 255, 255], [7, 90, 180]]; // prettier-ignore
const indices = Array.from({ length: width * height }, (_, i) => (i * 7) % 4);
const bits = indices.map((index) => index % 2);
const size = { width, height };

const files = {
  'grey of 8 bits': [{ color: 'grey', values: values(1) }, tripled(values(1))],
  'grey of 16 bits': [
    { color: 'grey', depth: 16, values: wide(values(1), 255) },
    tripled(values(1)),
  ],
  'grey of 1 bit': [
    { color: 'grey', depth: 1, values: bits },
    tripled(bits.map((bit) => bit * 255)),
  ],
  'grey of 2 bits': [
    { color: 'grey', depth: 2, values: indices },
    tripled(indices.map((index) => index * 85)),
  ],
  'grey and alpha': [{ color: 'greyAlpha', values: values(2) }, withAlpha(values(2))],
  'grey and alpha of 16 bits': [
    { color: 'greyAlpha', depth: 16, values: wide(values(2), 3) },
    withAlpha(values(2)),
  ],
  RGB: [{ color: 'rgb', values: values(3) }, values(3)],
  'RGB of 16 bits': [{ color: 'rgb', depth: 16, values: wide(values(3), 200) }, values(3)],
  RGBA: [{ color: 'rgba', values: values(4) }, values(4)],
  'RGBA of 16 bits': [{ color: 'rgba', depth: 16, values: wide(values(4), 128) }, values(4)],
  'a palette of 8 bits': [
    { color: 'palette', values: indices, palette },
    indices.flatMap((index) => palette[index]),
  ],
  'a palette of 2 bits': [
    { color: 'palette', depth: 2, values: indices, palette },
    indices.flatMap((index) => palette[index]),
  ],
};

for (const [name, [image, expected]] of Object.entries(files)) {
  test(`PNG: ${name}`, async () => {
    const { data, ...found } = await readImage(png({ ...size, ...image }));
    assert.deepEqual(found, size);
    assert.deepEqual(Array.from(data), expected);
  });
}

/** What each EXIF orientation asks to undo. */
const stored = {
  1: (line) => line,
  2: (line) => line.flop(),
  3: (line) => line.rotate(180),
  4: (line) => line.flip(),
  5: (line) => line.flip().rotate(90),
  6: (line) => line.rotate(270),
  7: (line) => line.flop().rotate(90),
  8: (line) => line.rotate(90),
};

test('a JPEG is turned as its EXIF says', async () => {
  const ocr = await loadOcr({ model: `${tessdata}/eng.traineddata` });
  const flat = await sharp(sample).png().toBuffer();
  for (const [orientation, turn] of Object.entries(stored)) {
    const turned = await turn(sharp(flat)).png().toBuffer();
    const metadata = { orientation: Number(orientation) };
    const jpeg = await sharp(turned).jpeg({ quality: 95 }).withMetadata(metadata).toBuffer();
    assert.equal(ocr.recognize(await readImage(jpeg)).text, text, orientation);
  }
});

test('a file is taken as path, URL and bytes, also where these lie within others', async () => {
  const bytes = readFileSync(sample);
  const larger = Buffer.concat([Buffer.alloc(9), bytes, Buffer.alloc(9)]);
  const url = pathToFileURL(sample);
  const expected = await readImage(sample);
  const within = new Uint8Array(larger.buffer, larger.byteOffset + 9, bytes.length);
  for (const file of [url, url.href, bytes, within]) {
    assert.deepEqual(await readImage(file), expected);
  }
});

const claims = (width, height) => png({ width, height, color: 'grey', values: [] });
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
const refused = {
  'no bytes': [new Uint8Array(), /found: /],
  'other bytes': [Buffer.from('not a picture at all'), /found: /],
  'the header of a PNG only': [readFileSync(sample).subarray(0, 20), /found: /],
  'a PNG that claims 60000 x 60000': [claims(60_000, 60_000), /found 60000 x 60000/],
  'a PNG that claims 30000 x 30000': [claims(30_000, 30_000), /at most 33554432 in all/],
  'a GIF that claims 65535 x 65535': [
    Buffer.from('474946383961ffffffff00002c00000000ffffffff00020200003b', 'hex'),
    /65535 x 65535|found: /,
  ],
  'an endless file': ['/dev/zero', /at most 67108864 bytes/],
  SVG: [Buffer.from(svg), /expected PNG, .* found svg/],
  'an address': [new URL('https://example.org/line.png'), /found https:/],
  'an ArrayBuffer': [new ArrayBuffer(9), /found ArrayBuffer/],
  nothing: [undefined, /found undefined/],
};

for (const [name, [file, message]] of Object.entries(refused)) {
  test(`refused: ${name}`, () =>
    assert.rejects(readImage(file), { name: 'LonghandError', code: 'invalid_image', message }));
}

test('a file that is not there is told by Node', () =>
  assert.rejects(readImage('/nowhere/line.png'), { code: 'ENOENT' }));

test('files cut off or changed anywhere are read or refused', async () => {
  const jpeg = await sharp(sample).jpeg({ progressive: true }).toBuffer();
  let read = 0;
  for (const whole of [readFileSync(sample), jpeg]) {
    for (let part = 0; part < 40; part++) {
      const at = Math.floor((whole.length * part) / 40);
      const changed = Buffer.from(whole);
      changed[at] ^= 0x55;
      for (const damaged of [whole.subarray(0, at), changed]) {
        await readImage(damaged).then(
          ({ data, width, height }) => (read += data.length >= width * height),
          ({ code, message }) => assert.equal(code, 'invalid_image', message),
        );
      }
    }
  }
  assert.ok(read > 40, String(read));
});

test('where sharp is not installed, the error says so', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhand-alone-'));
  try {
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const program = `
      import { readImage } from './dist/node.js';
      readImage(${JSON.stringify(sample)}).catch(({ code, message }) => console.log(code, message));`;
    const node = ['--input-type=module', '--eval', program];
    const said = execFileSync(process.execPath, node, { cwd: folder, encoding: 'utf8' });
    assert.match(said, /^invalid_image .*npm install sharp/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const notPixels = {
  'a path': ['line.png', /found string.*readImage/],
  'the bytes of a file': [readFileSync(sample), /found Uint8Array.*readImage/],
  'a promise': [Promise.resolve(), /found Promise/],
  nothing: [undefined, /found undefined/],
  null: [null, /found null/],
  'values of 16 bits': [{ ...size, data: new Uint16Array(15) }, /found Uint16Array/],
  'values of 0..1': [{ ...size, data: new Float32Array(15) }, /found Float32Array/],
  'a plain array': [{ ...size, data: Array(15).fill(0) }, /found Array/],
  'no values': [{ ...size }, /found Object/],
  'packed bits': [{ ...size, data: new Uint8Array(3) }, /found 3 values/],
  'grey and alpha': [{ ...size, data: new Uint8Array(30) }, /found 30 values/],
};

test('what is not pixels is named', async () => {
  const ocr = await loadOcr({ model: `${tessdata}/eng.traineddata` });
  for (const [name, [image, message]] of Object.entries(notPixels)) {
    const error = { name: 'LonghandError', code: 'invalid_image', message };
    assert.throws(() => ocr.recognize(image), error, name);
  }
});

test('a Buffer that lies within another is read from where it lies', async () => {
  const ocr = await loadOcr({ model: `${tessdata}/eng.traineddata` });
  const image = await readImage(sample);
  const larger = Buffer.concat([Buffer.alloc(1000, 90), image.data, Buffer.alloc(7)]);
  const data = larger.subarray(1000, 1000 + image.data.length);
  assert.equal(ocr.recognize({ ...image, data }).text, text);
});
