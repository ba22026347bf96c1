import type { Page } from '../ocr/page_types.js';
import { Packer } from './packer.js';
import { packPage } from './pack_page.js';
import type { Sheet, Sheets } from './types.js';
import { Writer } from './writer.js';

/** In the order of `wasm/document.cpp`. */
const forms = ['hocr', 'alto', 'tsv', 'markdown'];

const writes = (form: string) => async (pages: Sheets) => {
  const input = new Packer().list(sheetsOf(pages), (packer, { page, source = '' }) => {
    packPage(packer.text(source), page);
  });
  const writer = await Writer.create();
  return new TextDecoder().decode(writer.run(input, ({ write }) => write(forms.indexOf(form))));
};

/**
 * hOCR 1.2, as XHTML: areas, paragraphs, lines with baselines, words with boxes and confidences.
 * @throws LonghandError `invalid_option`, `out_of_memory`, `wasm`
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toHocr } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * console.log(await toHocr({ page: await ocr.read('/letter.jpg'), source: 'letter.jpg' }));
 */
export const toHocr: (pages: Sheets) => Promise<string> = writes('hocr');

/**
 * ALTO 4.4, which is XML; the same as hOCR has.
 * @throws as {@link toHocr}
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toAlto } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * console.log(await toAlto({ page: await ocr.read('/letter.jpg'), source: 'letter.jpg' }));
 */
export const toAlto: (pages: Sheets) => Promise<string> = writes('alto');

/**
 * Tesseract's columns: level, page_num, ..., conf, text.
 * @throws as {@link toHocr}
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toTsv } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * console.log(await toTsv(await ocr.read('/letter.jpg')));
 */
export const toTsv: (pages: Sheets) => Promise<string> = writes('tsv');

/**
 * Markdown: headings by the size of letters, tables; rules between pages.
 * @throws as {@link toHocr}
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toMarkdown } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * console.log(await toMarkdown(await ocr.read('/letter.jpg')));
 */
export const toMarkdown: (pages: Sheets) => Promise<string> = writes('markdown');

/**
 * Text: a blank line between paragraphs, tabs between cells, a form feed between pages.
 * @example
 * import { createOcr } from 'longhand/ocr';
 * import { toText } from 'longhand/document';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * console.log(toText([await ocr.read('/1.png'), await ocr.read('/2.png')]));
 */
export function toText(pages: Sheets): string {
  return sheetsOf(pages)
    .map(({ page: { text } }) => (text === '' ? '' : `${text}\n`))
    .join('\f');
}

function sheetsOf(pages: Sheets): Sheet[] {
  const several = Symbol.iterator in pages ? [...pages] : [pages];
  return several.map(sheetOf);
}

const sheetOf = (page: Page | Sheet): Sheet => ('page' in page ? page : { page });
