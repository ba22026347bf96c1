import type { Box, OcrWord, RecognizeOptions } from './types.js';

/**
 * What steers the reading of a page.
 * @example
 * import { createOcr, type ReadOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const options: ReadOptions = { deny: '|' };
 * console.log((await ocr.read('/receipt.jpg', options)).text);
 */
export type ReadOptions = Pick<RecognizeOptions, 'dictionary' | 'allow' | 'deny'>;

/**
 * A place in the picture, in pixels from its upper left corner.
 * @example
 * import { createOcr, type PagePoint } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const distance = (a: PagePoint, b: PagePoint) => Math.hypot(b.x - a.x, b.y - a.y);
 * const page = await ocr.read('/page.png');
 * console.log(page.lines.map(({ baseline: [from, to] }) => distance(from, to)));
 */
export interface PagePoint {
  x: number;
  y: number;
}

/**
 * A line of text as it stands on its page, or what a cell of a table has of it.
 * @example
 * import { createOcr, type PageLine } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const onLine = ({ text, box }: PageLine) => console.log(box.top, text);
 * await ocr.read('/page.png', { onLine });
 */
export interface PageLine {
  text: string;
  /** 0..100 */
  confidence: number;
  words: OcrWord[];
  box: Box;
  /** Its upper left, upper right, lower right and lower left corner, as it is read. */
  polygon: [PagePoint, PagePoint, PagePoint, PagePoint];
  /** What its letters stand on, from its left to its right end. */
  baseline: [PagePoint, PagePoint];
  /** It goes on with the line before it, as the cells of a table do. */
  sameLine: boolean;
}

/**
 * Lines without a break between them.
 * @example
 * import { createOcr, type PageParagraph } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const page = await ocr.read('/page.png');
 * const textOf = ({ lines }: PageParagraph) => lines.map(({ text }) => text).join(' ');
 * console.log(page.blocks.flatMap(({ paragraphs }) => paragraphs.map(textOf)));
 */
export interface PageParagraph {
  box: Box;
  lines: PageLine[];
}

/**
 * A column, a heading, a table, or what a frame holds.
 * @example
 * import { createOcr, type PageBlock } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const page = await ocr.read('/page.png');
 * const height = ({ box }: PageBlock) => box.bottom - box.top;
 * console.log(page.blocks.map(height));
 */
export interface PageBlock {
  box: Box;
  paragraphs: PageParagraph[];
}

/**
 * What was read on a page.
 * @example
 * import { createOcr, type Page } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const page: Page = await ocr.read('/page.png');
 * console.log(page.text, page.orientation, page.blocks.length);
 */
export interface Page {
  /** A line each, a blank line between paragraphs; the cells of a table are a tab apart. */
  text: string;
  /** 0..100, mean over the words; 0 if there is none. */
  confidence: number;
  /** In the order in which they are read. */
  blocks: PageBlock[];
  /** The lines of all blocks. */
  lines: PageLine[];
  /** Degrees by which its text is turned clockwise: 0, 90, 180 or 270. */
  orientation: number;
  /** dy / dx of most of its lines, once they are upright. */
  slope: number;
  /** Pixels of the picture that boxes refer to. */
  width: number;
  height: number;
  /** Milliseconds that the engine took. */
  milliseconds: number;
}
