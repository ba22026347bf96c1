import { kindOf, LonghandError } from '../errors.js';
import { checkSize, type Pixels } from './pixels.js';

/** Least pixels of a drawing's shorter side: its text is then high enough, also with a margin. */
const leastDrawingSide = 200;

/** Drawings are painted at least so many times as large as they say: their text is often small. */
const leastDrawingScale = 2;

/** Most pixels of a drawing. */
const mostDrawingPixels = 8 * 1024 * 1024;
const mostDrawingSide = 16_384;

/**
 * What `image` shows, once it is loaded. It is painted at once: WebKit shows nothing more of a JPEG
 * that is cut off, once it made a bitmap of it.
 * @throws LonghandError `invalid_image`
 */
export async function pictureOfImage(image: HTMLImageElement): Promise<Pixels> {
  const ready = await loaded(image);
  if (/^data:image\/svg|\.svg(?:[?#]|$)/i.test(ready.currentSrc)) return paintedDrawing(ready);
  return painted(ready, ready.naturalWidth, ready.naturalHeight);
}

/**
 * What an `<img>` shows of a file that may be cut off or damaged, if it is anything.
 * @throws LonghandError `invalid_image`
 */
export function paintedImage(image: HTMLImageElement): Pixels | undefined {
  const pixels = painted(image, image.naturalWidth, image.naturalHeight);
  return pixels.data.some((value) => value !== 0) ? pixels : undefined;
}

/** An SVG, which has any size: one at which its text is legible. */
export function paintedDrawing(image: HTMLImageElement): Pixels {
  const { naturalWidth: width, naturalHeight: height } = image;
  const wanted = Math.max(leastDrawingScale, leastDrawingSide / Math.min(width, height));
  const scale = Math.min(
    wanted,
    mostDrawingSide / Math.max(width, height),
    Math.sqrt(mostDrawingPixels / (width * height)),
  );
  const scaled = (side: number) => Math.max(1, Math.floor(side * scale));
  return painted(image, scaled(width), scaled(height));
}

/** `image` in so many pixels. @throws LonghandError `invalid_image` */
export function painted(image: CanvasImageSource, width: number, height: number): Pixels {
  checkSize(width, height);
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new LonghandError('invalid_image', 'image: no canvas to read it with');
  context.drawImage(image, 0, 0, width, height);
  try {
    return context.getImageData(0, 0, width, height);
  } catch (cause) {
    throw new LonghandError(
      'invalid_image',
      'image: it came from another origin without leave to be read: expected the attribute crossorigin="anonymous" on the element, set before its src, and the header Access-Control-Allow-Origin of its server',
      { cause },
    );
  }
}

/**
 * Whether anything of `bitmap` shows: WebKit makes an empty one of a JPEG that is cut off.
 * @throws LonghandError `invalid_image` if the page may show it, but not read it
 */
export function isVisible(bitmap: ImageBitmap): boolean {
  if (typeof document === 'undefined') return true;
  try {
    return painted(bitmap, 1, 1).data.some((value) => value !== 0);
  } catch (error) {
    bitmap.close();
    throw error;
  }
}

/** Resolves when `image` is loaded or cannot be; WebKit's `decode` would drop one that is cut off. */
export async function settled(image: HTMLImageElement): Promise<boolean> {
  if (!image.complete) {
    await new Promise((resolve) => {
      for (const event of ['load', 'error']) image.addEventListener(event, resolve, { once: true });
    });
  }
  return image.naturalWidth > 0;
}

async function loaded(image: HTMLImageElement): Promise<HTMLImageElement> {
  const waits = image.loading === 'lazy' && !image.complete;
  const eager = waits ? eagerCopy(image) : image;
  if (await settled(eager)) return eager;
  const where = eager.currentSrc || 'an <img> without source';
  throw new LonghandError('invalid_image', `image: ${where} did not load`);
}

/** The same picture, which need not be seen to be loaded. */
function eagerCopy(image: HTMLImageElement): HTMLImageElement {
  const copy = new Image();
  const picture = document.createElement('picture');
  const { parentElement } = image;
  if (kindOf(parentElement) === 'HTMLPictureElement') {
    for (const source of parentElement?.querySelectorAll('source') ?? []) {
      picture.append(source.cloneNode());
    }
  }
  picture.append(copy);
  for (const name of ['crossorigin', 'referrerpolicy', 'sizes', 'srcset', 'src']) {
    const value = image.getAttribute(name);
    if (value !== null) copy.setAttribute(name, value);
  }
  return copy;
}
