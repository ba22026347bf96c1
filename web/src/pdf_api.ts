/**
 * The subpath `longhand/pdf`: the pages of PDF files as pictures, by the package `pdfjs-dist`, which is
 * to be installed beside this one.
 * @module longhand/pdf
 */
export { pagesOf } from './pdf/pages.js';
export type * from './pdf/types.js';
export { LonghandError, type LonghandErrorCode } from './errors.js';
