import { asNetworkError, openDownload, readBytes } from '../load/download.js';
import { LonghandError } from '../errors.js';
import { isVisible, paintedDrawing, paintedImage, settled } from './image_element.js';
import { maxFileBytes, type Picture } from './pixels.js';

/** The file at `address`. @throws LonghandError `network`, `invalid_image`; the signal's reason */
export async function fileAt(address: string, signal: AbortSignal): Promise<Blob> {
  if (/^\s*data:/i.test(address)) return fileInside(address);
  return asNetworkError(address, signal, async () => {
    const response = await openDownload(address, { phase: 'model', signal });
    const type = response.headers.get('content-type') ?? '';
    return new Blob([await readBytes(response.body, maxFileBytes, address)], { type });
  });
}

/** The file in a data URL, which a Content-Security-Policy often forbids to fetch. */
function fileInside(address: string): Blob {
  const { pathname, search } = new URL(address);
  const [, type = '', base64, body = ''] =
    /^([^,]*?)(; *base64)?,(.*)$/is.exec(pathname + search) ?? [];
  const bytes = body.replaceAll(/%([\da-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  try {
    const text = base64 === undefined ? bytes : atob(bytes);
    return new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))], { type });
  } catch (cause) {
    throw new LonghandError('invalid_image', 'image: the base64 of the data URL is damaged', {
      cause,
    });
  }
}

/**
 * What the browser makes of `file`. Where `createImageBitmap` gives up (SVG, a file that is cut off),
 * an `<img>` may still show something.
 * @param address where it came from, which a Content-Security-Policy may allow where it forbids `blob:`
 * @throws LonghandError `invalid_image`
 */
export async function decodeFile(file: Blob, address?: string): Promise<Picture> {
  if (file.size === 0) throw new LonghandError('invalid_image', 'image: the file is empty');
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap && (file.type !== 'image/jpeg' || isVisible(bitmap))) return bitmap;
  const picture = typeof document === 'undefined' ? bitmap : await shown(file, address, bitmap);
  if (picture) return picture;
  const found = `${file.size} bytes ${file.type || 'of unknown type'}`;
  const where = typeof document === 'undefined' ? 'a worker' : 'this browser';
  throw new LonghandError(
    'invalid_image',
    `image: expected a picture that ${where} can decode, found ${found}`,
  );
}

/** What an `<img>` shows of `file`, or else `bitmap`, which is empty. */
async function shown(
  file: Blob,
  address: string | undefined,
  bitmap: ImageBitmap | undefined,
): Promise<Picture | undefined> {
  const drawing = await isSvg(file);
  const own = URL.createObjectURL(new Blob([file], { type: drawing ? 'image/svg+xml' : '' }));
  try {
    const image = await firstShown(address === undefined ? [own] : [address, own]);
    if (!image) return bitmap;
    return drawing ? paintedDrawing(image) : (paintedImage(image) ?? bitmap);
  } finally {
    URL.revokeObjectURL(own);
  }
}

async function isSvg(file: Blob): Promise<boolean> {
  if (file.type.startsWith('image/svg')) return true;
  const head = await file.slice(0, 4096).text();
  return /^\s*</.test(head) && /<svg[\s>]/i.test(head);
}

/**
 * An image of the first of `addresses` that can be shown, if any can.
 * @throws LonghandError `invalid_image` if the Content-Security-Policy forbids it
 */
async function firstShown(addresses: string[]): Promise<HTMLImageElement | undefined> {
  const violated: string[] = [];
  const watch = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
    violated.push(effectiveDirective);
  };
  document.addEventListener('securitypolicyviolation', watch);
  try {
    for (const src of addresses) {
      const image = Object.assign(new Image(), { crossOrigin: 'anonymous', src });
      if (await settled(image)) return image;
    }
    await new Promise((resolve) => setTimeout(resolve)); // A violation is told after the failure.
  } finally {
    document.removeEventListener('securitypolicyviolation', watch);
  }
  if (!violated.includes('img-src')) return undefined;
  throw new LonghandError(
    'invalid_image',
    "image: SVG and damaged files are decoded by an <img>, which the page's Content-Security-Policy forbids: img-src needs blob:",
  );
}
