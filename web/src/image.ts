import { abortable } from './abort.js';
import { asNetworkError, openDownload, readBytes } from './download.js';
import { LonghandError, messageOf } from './errors.js';
import type { Parcel } from './messages.js';
import { channelsOf, checkSize, type Pixels } from './pixels.js';

/**
 * A picture of one line of text. Strings and URLs are fetched; a video gives its current frame.
 * Files are decoded by the browser, so what it shows in `<img>` is what can be read.
 * @example
 * import { createOcr, type ImageSource } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const read = async (image: ImageSource) => (await ocr.recognize(image)).text;
 * const canvas = document.querySelector('canvas');
 * if (canvas) console.log(await read(canvas), await read('/line.png'));
 */
export type ImageSource =
  | Blob
  | URL
  | string
  | ImageBitmap
  | Pixels
  | HTMLCanvasElement
  | OffscreenCanvas
  | HTMLImageElement
  | HTMLVideoElement
  | VideoFrame;

/** Largest image file that is fetched. */
const maxImageBytes = 64 * 1024 * 1024;

/**
 * What a worker needs of `source`: a bitmap that moves to it, or pixels that are copied. The source
 * itself stays as it is.
 * @throws LonghandError `invalid_image`, `network`; the signal's reason
 */
export async function imageParcel(
  source: ImageSource,
  signal: AbortSignal | undefined,
): Promise<Required<Parcel>> {
  signal?.throwIfAborted();
  if (isPixels(source)) return pixelsParcel(source);
  const bitmap = await abortable(bitmapOf(source, signal), signal);
  try {
    checkSize(bitmap.width, bitmap.height);
  } catch (error) {
    bitmap.close();
    throw error;
  }
  // A browser without OffscreenCanvas reads the pixels here, the others in the worker.
  if (typeof OffscreenCanvas !== 'undefined') return { value: bitmap, transfer: [bitmap] };
  return pixelsParcel(pixelsOnPage(bitmap));
}

/** A copy of its own, that can move to the worker, of just these pixels. */
function pixelsParcel(pixels: Pixels): Required<Parcel> {
  channelsOf(pixels);
  const data = new Uint8Array(pixels.data);
  return {
    value: { data, width: pixels.width, height: pixels.height },
    transfer: [data.buffer],
  };
}

function isPixels(source: ImageSource): source is Pixels {
  if (typeof source !== 'object' || !('data' in source)) return false;
  return source.data instanceof Uint8Array || source.data instanceof Uint8ClampedArray;
}

async function bitmapOf(
  source: Exclude<ImageSource, Pixels>,
  signal: AbortSignal | undefined,
): Promise<ImageBitmap> {
  if (typeof source === 'string' || source instanceof URL) {
    return decode(await fetchImage(String(source), signal));
  }
  if (source instanceof Blob) return decode(source);
  if (typeof HTMLImageElement !== 'undefined' && source instanceof HTMLImageElement) {
    return ofElement(await loaded(source));
  }
  if (typeof HTMLVideoElement !== 'undefined' && source instanceof HTMLVideoElement) {
    if (source.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      throw new LonghandError('invalid_image', 'video: expected a frame, found none loaded yet');
    }
  }
  return ofElement(source);
}

async function decode(file: Blob): Promise<ImageBitmap> {
  if (file.size === 0) throw new LonghandError('invalid_image', 'image: the file is empty');
  try {
    return await createImageBitmap(file);
  } catch (cause) {
    const kind = file.type || 'of unknown type';
    throw new LonghandError(
      'invalid_image',
      `image: expected a picture that this browser can decode, found ${file.size} bytes ${kind}`,
      { cause },
    );
  }
}

async function ofElement(source: ImageBitmapSource): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(source);
  } catch (cause) {
    throw new LonghandError('invalid_image', `image: not readable: ${messageOf(cause)}`, { cause });
  }
}

async function loaded(image: HTMLImageElement): Promise<HTMLImageElement> {
  try {
    await image.decode();
    return image;
  } catch (cause) {
    const where = image.currentSrc || 'an <img> without source';
    throw new LonghandError('invalid_image', `image: ${where} did not load`, { cause });
  }
}

async function fetchImage(url: string, signal: AbortSignal | undefined): Promise<Blob> {
  return asNetworkError(url, signal, async () => {
    const response = await openDownload(url, { phase: 'model', signal });
    const type = response.headers.get('content-type') ?? '';
    return new Blob([await readBytes(response.body, maxImageBytes, url)], { type });
  });
}

function pixelsOnPage(bitmap: ImageBitmap): Pixels {
  const { width, height } = bitmap;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new LonghandError('invalid_image', 'image: no canvas to read it with');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}
