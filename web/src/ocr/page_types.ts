import type { Box, OcrWord, SearchOptions } from './types.js';

/**
 * A part of the picture, in whole pixels from its upper left corner.
 * @example
 * import { createOcr, type Region } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const total: Region = { x: 420, y: 900, width: 300, height: 60 };
 * console.log((await ocr.read('/invoice.png', { region: total })).text);
 */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * What steers the reading of a page.
 * @example
 * import { createOcr, type ReadOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const options: ReadOptions = { layout: 'column', orientation: 0, deny: '|' };
 * console.log((await ocr.read('/receipt.jpg', options)).text);
 */
export interface ReadOptions extends SearchOptions {
  /**
   * What there is to read. `auto`, the default: a page, with headings, columns, tables, frames.
   * `column`: one column of text of any sizes, such as a receipt; lines go from top to bottom, and what
   * stands beside each other is one line. `block`: the same in one paragraph. `sparse`: text here and
   * there; as much as can be found, each row a block of its own, also rows that `auto` takes for
   * texture. `line`: a single line, found in the picture as `recognize` does. `raw`: a single line,
   * which is the picture as it is.
   */
  layout?: 'auto' | 'column' | 'block' | 'sparse' | 'line' | 'raw' | undefined;
  /**
   * Degrees by which the text is turned clockwise, as a page tells it. `auto`, the default, finds it
   * out, which takes longer; `raw` lines are taken as upright.
   */
  orientation?: 'auto' | 0 | 90 | 180 | 270 | undefined;
  /** Only this part of the picture is read. Boxes are those in the whole picture. */
  region?: Region | undefined;
  /** Likewise; blocks come in the order of the regions. */
  regions?: Region[] | undefined;
}

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
  /** Degrees by which its text is turned clockwise: 0, 90, 180 or 270; of several regions that of the first with text. */
  orientation: 0 | 90 | 180 | 270;
  /** dy / dx of most of its lines, once they are upright; likewise. */
  slope: number;
  /** Pixels of the picture that boxes refer to. */
  width: number;
  height: number;
  /** Milliseconds that the engine took. */
  milliseconds: number;
}
