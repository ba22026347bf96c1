import type { RawPage, RawPageLine } from '#wasm/ocr.js';

import type { Page, PageBlock, PageLine } from './page_types.js';
import type { Box, OcrWord } from './types.js';

export function toPageLine(raw: RawPageLine): PageLine {
  const { confidence, box, polygon, baseline, sameLine } = raw;
  const words = raw.words as OcrWord[];
  return { text: raw.text as string, confidence, words, box, polygon, baseline, sameLine };
}

export function toPage(raw: RawPage, milliseconds: number): Page {
  const blocks: PageBlock[] = [];
  let before: RawPageLine | undefined;
  for (const line of raw.lines) {
    const isNewBlock = line.block !== before?.block;
    if (isNewBlock) blocks.push({ box: line.box, paragraphs: [] });
    const { paragraphs } = blocks.at(-1)!;
    if (isNewBlock || line.paragraph !== before?.paragraph) {
      paragraphs.push({ box: line.box, lines: [] });
    }
    (paragraphs.at(-1)!).lines.push(toPageLine(line));
    before = line;
  }
  for (const block of blocks) {
    for (const paragraph of block.paragraphs) paragraph.box = around(paragraph.lines);
    block.box = around(block.paragraphs);
  }
  const { confidence, orientation, slope, width, height } = raw;
  return {
    text: raw.text as string,
    confidence,
    blocks,
    lines: blocks.flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines)),
    orientation,
    slope,
    width,
    height,
    milliseconds,
  };
}

/** The box that holds those of all parts. */
function around(parts: { box: Box }[]): Box {
  return {
    left: Math.min(...parts.map(({ box }) => box.left)),
    top: Math.min(...parts.map(({ box }) => box.top)),
    right: Math.max(...parts.map(({ box }) => box.right)),
    bottom: Math.max(...parts.map(({ box }) => box.bottom)),
  };
}
