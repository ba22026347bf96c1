import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';

import { ocr as limits } from '#wasm/limits.js';

import { kindOf, LonghandError, messageOf } from '../errors.js';
import { checkSize, maxFileBytes, type Pixels } from './pixels.js';

/**
 * What sharp calls the formats that take a bounded time for each pixel. SVG does not.
 */
const formats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif'];

type Sharp = typeof import('sharp').default;

/**
 * Decodes an image file by the package `sharp`, which is to be installed beside this one: PNG of any
 * depth, palettes, JPEG turned as its EXIF says, WebP, GIF, TIFF, AVIF. Of sixteen bits the high byte
 * counts; of a file that is cut off, what is there.
 * @param file path or `file:` URL of a file, or its bytes; at most 64 MiB
 * @throws LonghandError `invalid_image`; Node's own errors for files
 * @example
 * import { loadOcr, readImage } from 'longhand/node';
 *
 * using ocr = await loadOcr({ model: 'eng.traineddata' });
 * console.log(ocr.recognize(await readImage('scan.png')).text);
 */
export async function readImage(file: string | URL | Uint8Array): Promise<Pixels> {
  const bytes = await bytesOf(file);
  if (bytes.length > maxFileBytes) {
    throw invalid(`expected a file of at most ${maxFileBytes} bytes, found more`);
  }
  const sharp = await loadSharp();
  try {
    return await decode(sharp, bytes);
  } catch (cause) {
    if (cause instanceof LonghandError) throw cause;
    throw invalid(`expected a file that sharp decodes, found: ${messageOf(cause)}`, cause);
  }
}

function invalid(message: string, cause?: unknown): LonghandError {
  return new LonghandError('invalid_image', `image: ${message}`, { cause });
}

async function bytesOf(file: unknown): Promise<Uint8Array> {
  const kind = kindOf(file);
  if (kind === 'Uint8Array') return file as Uint8Array;
  const address = typeof file === 'string' && /^file:/i.test(file) ? new URL(file) : file;
  if (address instanceof URL && address.protocol !== 'file:') {
    throw invalid(`expected a file: URL, found ${address.protocol}; fetch it and give its bytes`);
  }
  if (typeof address === 'string' || address instanceof URL) {
    return buffer(createReadStream(address, { end: maxFileBytes }));
  }
  throw invalid(`expected a path, a file: URL or the bytes of a file, found ${kind}`);
}

async function loadSharp(): Promise<Sharp> {
  try {
    return (await import(/* webpackIgnore: true */ 'sharp')).default;
  } catch (cause) {
    throw invalid(
      `files are decoded by the package sharp: npm install sharp; it was not loaded: ${messageOf(cause)}`,
      cause,
    );
  }
}

async function decode(sharp: Sharp, bytes: Uint8Array): Promise<Pixels> {
  const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (!formats.includes(format)) {
    throw invalid(`expected PNG, JPEG, WebP, GIF, TIFF or AVIF, found ${format}`);
  }
  checkSize(width, height);
  const { data, info } = await sharp(bytes, {
    failOn: 'none',
    limitInputPixels: limits.imagePixels,
  })
    .autoOrient()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return {
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
    width: info.width,
    height: info.height,
  };
}
