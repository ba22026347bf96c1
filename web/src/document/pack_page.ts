import { LonghandError, kindOf } from '../errors.js';
import type { Page, PageBlock, PageLine, PageParagraph, PagePoint } from '../ocr/page_types.js';
import type { Box, OcrSymbol, OcrWord } from '../ocr/types.js';
import type { Packer } from './packer.js';

/** @throws LonghandError `invalid_option` if it is no page */
export function packPage(packer: Packer, page: Page): void {
  const { width, height, orientation } = page;
  try {
    packer.whole(width).whole(height).whole(orientation).list(page.blocks, packBlock);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new LonghandError(
      'invalid_option',
      `page: expected what read() gave, found ${kindOf(page)}: ${cause.message}`,
      { cause },
    );
  }
}

function packBlock(packer: Packer, { box, paragraphs }: PageBlock) {
  packBox(packer, box).list(paragraphs, packParagraph);
}

function packParagraph(packer: Packer, { box, lines }: PageParagraph) {
  packBox(packer, box).list(lines, packLine);
}

function packLine(packer: Packer, line: PageLine) {
  packBox(packer.text(line.text), line.box);
  for (const point of [...line.polygon, ...line.baseline]) packPoint(packer, point);
  packer.flag(line.sameLine).list(line.words, packWord);
}

function packWord(packer: Packer, { text, confidence, box, symbols }: OcrWord) {
  packBox(packer.text(text).real(confidence), box).list(symbols, packSymbol);
}

function packSymbol(packer: Packer, { text, box }: OcrSymbol) {
  packBox(packer.text(text), box);
}

function packPoint(packer: Packer, { x, y }: PagePoint) {
  packer.real(x).real(y);
}

function packBox(packer: Packer, { left, top, right, bottom }: Box): Packer {
  return packer.whole(left).whole(top).whole(right).whole(bottom);
}
