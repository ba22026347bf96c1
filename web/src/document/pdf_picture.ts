import { kindOf, LonghandError } from '../errors.js';
import { decodeFile } from '../ocr/image_file.js';
import { channelsOf, maxFileBytes, pixelsOf, type Pixels } from '../ocr/pixels.js';
import { readJpeg, upright, type Turn } from './jpeg.js';
import { credibleDpi, pngDpi } from './resolution.js';
import type { PdfSheet } from './types.js';

/** A picture as PDF holds it. */
export interface PdfPicture {
  /** A JPEG file; else rows of pixels, each from a new byte on, packed as zlib does. */
  isJpeg: boolean;
  bytes: Uint8Array;
  /** Pixels, as stored. */
  width: number;
  height: number;
  /** 1 grey, 3 RGB */
  channels: number;
  /** Of a channel: 1 or 8. */
  bits: number;
  turn: Turn;
  /** Pixels per inch; 0 if unknown. */
  dpi: number;
}

/** @throws LonghandError `invalid_image` */
export async function pdfPictureOf(picture: PdfSheet['picture']): Promise<PdfPicture> {
  expectPicture(picture);
  if (!(picture instanceof Blob) && 'data' in picture) return packed(picture, 0);
  const file = picture instanceof Blob ? picture : new Blob([picture]);
  if (file.size > maxFileBytes) {
    throw new LonghandError(
      'invalid_image',
      `picture: expected a file of at most ${maxFileBytes} bytes, found ${file.size}`,
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const jpeg = readJpeg(bytes);
  const dpi = credibleDpi(jpeg ? jpeg.dpi : pngDpi(bytes));
  if (jpeg && (jpeg.channels === 1 || jpeg.channels === 3)) {
    return { ...jpeg, isJpeg: true, bytes, bits: 8, dpi };
  }
  return packed(await decoded(file), dpi);
}

function expectPicture(given: unknown) {
  if (typeof given === 'object' && given !== null) return;
  throw new LonghandError(
    'invalid_image',
    `picture: expected a Blob, the bytes of a file or pixels, found ${kindOf(given)}`,
  );
}

async function decoded(file: Blob): Promise<Pixels> {
  if (typeof createImageBitmap === 'undefined') {
    throw new LonghandError(
      'invalid_image',
      'picture: outside of browsers expected a JPEG file or pixels, as readImage of longhand/node gives',
    );
  }
  const picture = await decodeFile(file);
  return 'data' in picture ? picture : pixelsOf(picture);
}

async function packed(pixels: Pixels, dpi: number): Promise<PdfPicture> {
  const { width, height } = pixels;
  const given = channelsOf(pixels);
  const { channels, bits } = depthOf(pixels, given);
  const rows = packedRows(pixels, given, channels, bits);
  const bytes = await zlib(rows);
  return { isJpeg: false, bytes, width, height, channels, bits, turn: upright, dpi };
}

async function zlib(chunks: Iterable<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  const { readable, writable } = new CompressionStream('deflate');
  const packing = new Response(readable).arrayBuffer();
  const writer = writable.getWriter();
  for (const chunk of chunks) {
    await writer.ready;
    void writer.write(chunk);
  }
  await writer.close();
  return new Uint8Array(await packing);
}

/** What the pixels need. */
function depthOf(pixels: Pixels, given: number): { channels: number; bits: number } {
  let isBilevel = true;
  for (let y = 0; y < pixels.height; y++) {
    const row = opaqueRow(pixels, given, y);
    if (given > 1 && !isGrey(row)) return { channels: 3, bits: 8 };
    isBilevel &&= row.every((value) => value === 0 || value === 255);
  }
  return { channels: 1, bits: isBilevel ? 1 : 8 };
}

function isGrey(rgb: Uint8Array): boolean {
  for (let i = 0; i < rgb.length; i += 3) {
    if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return false;
  }
  return true;
}

function* packedRows(pixels: Pixels, given: number, channels: number, bits: number) {
  for (let y = 0; y < pixels.height; y++) {
    const row = opaqueRow(pixels, given, y);
    const grey = given > 1 && channels === 1 ? row.filter((_, i) => i % 3 === 0) : row;
    yield bits === 1 ? toBits(grey) : grey;
  }
}

function toBits(row: Uint8Array): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(Math.ceil(row.length / 8));
  row.forEach((value, x) => (bits[x >> 3] = (bits[x >> 3] ?? 0) | ((value >> 7) << (7 - (x & 7)))));
  return bits;
}

/** A row in grey or RGB, on white. */
function opaqueRow({ data, width }: Pixels, given: number, y: number): Uint8Array<ArrayBuffer> {
  const row = data.subarray(y * width * given, (y + 1) * width * given);
  if (given < 4) return new Uint8Array(row);
  const opaque = new Uint8Array(width * 3);
  for (let from = 0, to = 0; from < row.length; from += 4) {
    const alpha = row[from + 3] ?? 0;
    for (let channel = 0; channel < 3; channel++) {
      opaque[to++] = 255 - Math.floor(((255 - (row[from + channel] ?? 0)) * alpha) / 255);
    }
  }
  return opaque;
}
