import type { Page } from 'longhand/ocr';

import type { Model } from '../ocr/models.js';

/** A page that the visitor gave: a picture, or one of a PDF file. */
export interface Leaf {
  /** Its picture, as it is kept to be shown and put into PDF. */
  file: Blob;
  /** What is read. */
  image: Blob | HTMLCanvasElement;
  /** Pixels per inch, if known. */
  dpi?: number;
  /** From 1 on, of `count`. */
  number: number;
  count: number;
  reading?: Reading;
}

/** What became of it. */
export interface Reading {
  page: Page;
  model: Model;
  build: 'simd' | 'relaxed';
  /** Milliseconds from the picture to the text. */
  total: number;
}
