import { kindOf, LonghandError } from '../errors.js';
import { expectOption } from '../option_checks.js';
import { Packer } from './packer.js';
import { packPage } from './pack_page.js';
import { pdfPictureOf, type PdfPicture } from './pdf_picture.js';
import type { PdfSheet } from './types.js';
import { Writer } from './writer.js';

/**
 * A PDF file of pictures under which their text lies unseen, to be found and copied. Pages that come
 * one after the other are written as they come.
 * @throws LonghandError `invalid_image`, `invalid_option`, `out_of_memory`, `wasm`; what `pages` throws
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toPdf } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * async function* scans(pictures: Iterable<File>) {
 *   for (const picture of pictures) yield { page: await ocr.read(picture), picture };
 * }
 * const pdf = await toPdf(scans(document.querySelector('input')?.files ?? []));
 * window.open(URL.createObjectURL(pdf));
 */
export async function toPdf(
  pages: PdfSheet | Iterable<PdfSheet> | AsyncIterable<PdfSheet>,
): Promise<Blob> {
  const writer = await Writer.create();
  const parts: Blob[] = [];
  for await (const { page, picture, dpi } of 'page' in pages ? [pages] : pages) {
    expectOption('dpi', 'a number above 0', dpi, (value) => typeof value === 'number' && value > 0);
    const input = new Packer();
    packPage(input, page);
    packPicture(input, await pdfPictureOf(picture), dpi);
    parts.push(new Blob([writer.run(input, ({ add_to_pdf }) => add_to_pdf())]));
  }
  if (parts.length === 0) {
    throw new LonghandError(
      'invalid_option',
      `pages: expected one or more, found ${kindOf(pages)} of none`,
    );
  }
  parts.push(new Blob([writer.run(undefined, ({ end_pdf }) => end_pdf())]));
  return new Blob(parts, { type: 'application/pdf' });
}

/** In the order of `wasm/document.cpp`. */
function packPicture(packer: Packer, picture: PdfPicture, dpi = picture.dpi) {
  const { isJpeg, width, height, channels, bits, turn } = picture;
  packer.flag(isJpeg).whole(width).whole(height).whole(channels).whole(bits);
  packer.flag(turn.swapped).flag(turn.fromRight).flag(turn.fromBottom);
  packer.real(dpi).bytes(picture.bytes);
}
