/**
 * A PDF file: an address, the file, or its bytes; at most 256 MiB.
 * @example
 * import { pagesOf, type PdfSource } from 'longhand/pdf';
 *
 * const picked: PdfSource = document.querySelector('input')?.files?.[0] ?? '/letter.pdf';
 * for await (const { number, count } of pagesOf(picked)) console.log(`${number} of ${count}`);
 */
export type PdfSource = Blob | URL | string | ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/**
 * How the pages of a PDF file are rendered.
 * @example
 * import { pagesOf, type PdfOptions } from 'longhand/pdf';
 *
 * const options: PdfOptions = { dpi: 200, pdfjsUrl: '/pdfjs/', signal: AbortSignal.timeout(60_000) };
 * for await (const { image } of pagesOf('/letter.pdf', options)) document.body.append(image);
 */
export interface PdfOptions {
  /** Pixels per inch, 36..1200, by default 300; fewer where a page would have more than 16 Mi pixels. */
  dpi?: number | undefined;
  /** Of an encrypted file. */
  password?: string | undefined;
  /**
   * The address of a folder (ends in `/`) that has the folders `cmaps`, `iccs`, `standard_fonts` and
   * `wasm` of the package pdfjs-dist: for fonts that a file does not hold and for scans in JPEG 2000
   * and JBIG2.
   */
  pdfjsUrl?: string | URL | undefined;
  /** Ends the call, wherever it is. */
  signal?: AbortSignal | undefined;
}

/**
 * A page of a PDF file.
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { pagesOf, type PdfPage } from 'longhand/pdf';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const read = async ({ image }: PdfPage) => (await ocr.read(image)).text;
 * for await (const page of pagesOf('/letter.pdf')) console.log(await read(page));
 */
export interface PdfPage {
  /** What the page shows, on white. */
  image: HTMLCanvasElement;
  /** Pixels per inch of the image. */
  dpi: number;
  /** From 1 on. */
  number: number;
  /** Pages of the file. */
  count: number;
}
