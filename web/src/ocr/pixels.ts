import { ocr as limits } from '#wasm/limits.js';

import { kindOf, LonghandError, messageOf } from '../errors.js';

/**
 * Pixels, rows from top to bottom; `ImageData` is one.
 * @example
 * import { createOcr, type Pixels } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const white: Pixels = { data: new Uint8Array(100 * 36).fill(255), width: 100, height: 36 };
 * console.log((await ocr.recognize(white)).text === '');
 */
export interface Pixels {
  /** `width * height` times 1 (grey), 3 (RGB) or 4 (RGBA) values of 0..255. */
  data: Uint8Array | Uint8ClampedArray;
  /** Pixels, 1..32767. */
  width: number;
  /** Pixels, 1..32767; at most 32 Mi pixels in all. */
  height: number;
}

/** An image that is decoded. */
export type Picture = ImageBitmap | Pixels;

/** Largest image file. */
export const maxFileBytes = 64 * 1024 * 1024;

/** @throws LonghandError `invalid_image` */
export function checkSize(width: number, height: number): void {
  const whole = Number.isInteger(width) && Number.isInteger(height);
  const { imageSide, imagePixels } = limits;
  if (whole && width > 0 && height > 0 && width <= imageSide && height <= imageSide) {
    if (width * height <= imagePixels) return;
  }
  throw new LonghandError(
    'invalid_image',
    `image: expected 1..${imageSide} pixels a side and at most ${imagePixels} in all, found ${width} x ${height}`,
  );
}

/** Values per pixel. @throws LonghandError `invalid_image` */
export function channelsOf(pixels: Pixels): 1 | 3 | 4 {
  const { data, width, height } = checkedPixels(pixels);
  checkSize(width, height);
  const channels = data.length / (width * height);
  if (channels === 1 || channels === 3 || channels === 4) return channels;
  throw new LonghandError(
    'invalid_image',
    `image: expected 1, 3 or 4 values for each of ${width} x ${height} pixels, found ${data.length} values`,
  );
}

/** What a caller without type checker may have passed. @throws LonghandError `invalid_image` */
export function checkedPixels(given: unknown): Pixels {
  if (typeof given !== 'object' || given === null || !('data' in given)) {
    throw new LonghandError(
      'invalid_image',
      `image: expected pixels { data, width, height }, found ${kindOf(given)}; files are decoded by readImage of longhand/node`,
    );
  }
  const kind = kindOf(given.data);
  if (kind === 'Uint8Array' || kind === 'Uint8ClampedArray') return given as Pixels;
  throw new LonghandError(
    'invalid_image',
    `image.data: expected a Uint8Array or Uint8ClampedArray of values 0..255, found ${kind}`,
  );
}

/** The bitmap's RGBA; the bitmap is closed. @throws LonghandError `invalid_image` */
export function pixelsOf(bitmap: ImageBitmap): Pixels {
  const { width, height } = bitmap;
  try {
    checkSize(width, height);
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    if (!context) throw new LonghandError('invalid_image', 'image: no canvas to read it with');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  } catch (error) {
    if (error instanceof LonghandError) throw error;
    throw new LonghandError('invalid_image', `image: not readable: ${messageOf(error)}`);
  } finally {
    bitmap.close();
  }
}
