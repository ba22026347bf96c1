import type { Page } from '../ocr/page_types.js';
import type { Pixels } from '../ocr/pixels.js';

/**
 * A page of a document.
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toHocr, type Sheet } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const sheet: Sheet = { page: await ocr.read('/letter.jpg'), source: 'letter.jpg' };
 * console.log(await toHocr(sheet));
 */
export interface Sheet {
  /** What `read` gave. */
  page: Page;
  /** The name of its picture, which hOCR and ALTO tell. */
  source?: string | undefined;
}

/**
 * A page, or several.
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toMarkdown, type Sheets } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const pages: Sheets = [await ocr.read('/1.png'), await ocr.read('/2.png')];
 * console.log(await toMarkdown(pages));
 */
export type Sheets = Page | Sheet | Iterable<Page | Sheet>;

/**
 * A page of a PDF file.
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toPdf, type PdfSheet } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const picture = await (await fetch('/scan.jpg')).blob();
 * const sheet: PdfSheet = { page: await ocr.read(picture), picture, dpi: 300 };
 * const pdf = await toPdf(sheet);
 */
export interface PdfSheet {
  /** What `read` gave for the picture. */
  page: Page;
  /**
   * JPEG files are kept as they are; other pictures without loss, what is transparent on white. Files
   * but JPEG are decoded by the browser.
   */
  picture: Blob | Uint8Array<ArrayBuffer> | Pixels;
  /** Pixels per inch; by default what a JPEG or PNG file says, or else the page is as long as A4. */
  dpi?: number | undefined;
}
