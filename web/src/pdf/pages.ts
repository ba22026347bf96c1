import type { PDFPageProxy } from 'pdfjs-dist';

import { abortable } from '../abort.js';
import { baseAddress } from '../load/download.js';
import { expectNumber, expectString } from '../option_checks.js';
import { pdfError } from './errors.js';
import { library } from './library.js';
import { pdfBytes } from './source.js';
import type { PdfOptions, PdfPage, PdfSource } from './types.js';

const pointsPerInch = 72;

/** What every browser's canvas holds. */
const mostPixels = 16 * 1024 * 1024;
const mostSide = 16_384;

/**
 * Renders the pages of a PDF file, one when the one before was taken. PDF files are read by the
 * package `pdfjs-dist`, which is to be installed beside this one and is loaded with the first file.
 * @throws LonghandError `invalid_image` if the file is broken or encrypted, `invalid_option`,
 *   `network`, `worker`; the signal's reason
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { pagesOf } from 'longhand/pdf';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * for await (const { image, number, count } of pagesOf('/letter.pdf')) {
 *   console.log(`${number} of ${count}`, (await ocr.read(image)).text);
 * }
 */
export async function* pagesOf(
  pdf: PdfSource,
  options: PdfOptions = {},
): AsyncGenerator<PdfPage, void, undefined> {
  const { dpi = 300, signal } = options;
  expectNumber('dpi', dpi, [36, 1200]);
  expectString('password', options.password);
  signal?.throwIfAborted();
  const { pdfjs, worker, broken } = await abortable(library(), signal);
  const data = await abortable(pdfBytes(pdf, signal), signal);
  const task = pdfjs.getDocument({ ...documentOptions(options), worker, data });
  const guarded = async <T>(work: Promise<T>) => {
    try {
      return await abortable(Promise.race([work, broken]), signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw pdfError(error);
    }
  };
  try {
    const file = await guarded(task.promise);
    for (let number = 1; number <= file.numPages; number++) {
      const page = await guarded(file.getPage(number));
      yield { ...(await guarded(rendered(page, dpi))), number, count: file.numPages };
      page.cleanup();
    }
  } finally {
    await task.destroy().catch(() => undefined);
  }
}

function documentOptions({ password, pdfjsUrl }: PdfOptions) {
  const folder = (name: string) => new URL(`${name}/`, new URL(pdfjsUrl ?? '', baseAddress())).href;
  return {
    ...(password !== undefined && { password }),
    ...(pdfjsUrl !== undefined && {
      cMapUrl: folder('cmaps'),
      iccUrl: folder('iccs'),
      standardFontDataUrl: folder('standard_fonts'),
      wasmUrl: folder('wasm'),
    }),
    verbosity: 0,
  };
}

async function rendered(page: PDFPageProxy, dpi: number) {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(
    dpi / pointsPerInch,
    mostSide / Math.max(width, height),
    Math.sqrt(mostPixels / (width * height)),
  );
  const viewport = page.getViewport({ scale });
  const image = document.createElement('canvas');
  image.width = Math.max(1, Math.floor(viewport.width));
  image.height = Math.max(1, Math.floor(viewport.height));
  // As for print, since what is to be shown waits while the page is in the background.
  await page.render({ canvas: image, viewport, intent: 'print' }).promise;
  return { image, dpi: scale * pointsPerInch };
}
