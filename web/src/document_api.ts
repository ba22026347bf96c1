/**
 * The subpath `longhand/document`: pages that were read as text, hOCR, ALTO, TSV, Markdown and PDF. In
 * pages, workers, Node, Bun and Deno.
 * @module longhand/document
 */
export { toAlto, toHocr, toMarkdown, toText, toTsv } from './document/text.js';
export { toPdf } from './document/pdf.js';
export type * from './document/types.js';
export { LonghandError, type LonghandErrorCode } from './errors.js';
export type * from './ocr/page_types.js';
export type { Box, OcrSymbol, OcrWord } from './ocr/types.js';
export type { Pixels } from './ocr/pixels.js';
