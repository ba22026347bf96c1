import { kindOf, LonghandError, messageOf } from '../errors.js';
import { decodeFile, fileAt } from './image_file.js';
import { isVisible, painted, pictureOfImage } from './image_element.js';
import { channelsOf, checkSize, type Picture, type Pixels } from './pixels.js';

/**
 * A picture of one line of text. Strings and URLs are fetched; a video gives its current frame.
 * Files and their bytes are decoded by the browser, so what it shows in `<img>` is what can be read.
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
  | ArrayBuffer
  | ArrayBufferView<ArrayBuffer>
  | ImageBitmap
  | Pixels
  | HTMLCanvasElement
  | OffscreenCanvas
  | HTMLImageElement
  | SVGImageElement
  | HTMLVideoElement
  | VideoFrame;

/** An image for a worker, and the memory that moves there. */
export interface ImageParcel {
  value: Picture;
  transfer: Transferable[];
}

/**
 * What a worker needs of `source`: a bitmap that moves to it, or pixels that are copied. The source
 * itself stays as it is.
 * @throws LonghandError `invalid_image`, `network`; the signal's reason
 */
export async function imageParcel(source: ImageSource, signal: AbortSignal): Promise<ImageParcel> {
  signal.throwIfAborted();
  if (isPixels(source)) return pixelsParcel(source);
  const picture = await pictureOf(source, signal);
  if ('data' in picture) return pixelsParcel(picture);
  try {
    checkSize(picture.width, picture.height);
  } catch (error) {
    picture.close();
    throw error;
  }
  // A browser without OffscreenCanvas reads the pixels here, the others in the worker.
  if (typeof OffscreenCanvas !== 'undefined') return { value: picture, transfer: [picture] };
  return pixelsParcel(painted(picture, picture.width, picture.height));
}

/** A copy of its own, that can move to the worker, of just these pixels. */
function pixelsParcel(pixels: Pixels): ImageParcel {
  channelsOf(pixels);
  const data = new Uint8Array(pixels.data);
  return {
    value: { data, width: pixels.width, height: pixels.height },
    transfer: [data.buffer],
  };
}

function isPixels(source: ImageSource): source is Pixels {
  return typeof source === 'object' && (source as unknown) !== null && 'data' in source;
}

/** What the browser's own drawing takes. */
const drawables = [
  'HTMLCanvasElement',
  'HTMLVideoElement',
  'ImageBitmap',
  'OffscreenCanvas',
  'SVGImageElement',
  'VideoFrame',
];

/** Kinds are told by name: what another frame made is no `instanceof` this one's classes. */
async function pictureOf(
  source: Exclude<ImageSource, Pixels>,
  signal: AbortSignal,
): Promise<Picture> {
  const kind = kindOf(source);
  if (kind === 'string' || kind === 'URL') {
    const address = (source as string | URL).toString();
    return decodeFile(await fileAt(address, signal), address);
  }
  if (kind === 'Blob' || kind === 'File') return decodeFile(source as Blob);
  if (kind === 'ArrayBuffer' || ArrayBuffer.isView(source)) {
    return decodeFile(new Blob([source as ArrayBuffer]));
  }
  if (kind === 'HTMLImageElement') return pictureOfImage(source as HTMLImageElement);
  if (drawables.includes(kind)) return pictureOfDrawable(source as HTMLVideoElement, kind);
  throw new LonghandError(
    'invalid_image',
    `image: expected an address, a Blob, the bytes of a file, pixels, an <img>, <video> or canvas, an ImageBitmap or a VideoFrame, found ${kind}`,
  );
}

async function pictureOfDrawable(
  source: Exclude<ImageBitmapSource, Blob>,
  kind: string,
): Promise<ImageBitmap> {
  if (
    kind === 'HTMLVideoElement' &&
    (source as HTMLVideoElement).readyState < HTMLMediaElement.HAVE_CURRENT_DATA
  ) {
    throw new LonghandError('invalid_image', 'video: expected a frame, found none loaded yet');
  }
  try {
    const bitmap = await createImageBitmap(source);
    isVisible(bitmap); // Throws if it came from another origin.
    return bitmap;
  } catch (cause) {
    if (cause instanceof LonghandError) throw cause;
    throw new LonghandError('invalid_image', `image: ${kind} not readable: ${messageOf(cause)}`, {
      cause,
    });
  }
}
