import type { RawPage, RawPageLine } from '#wasm/ocr.js';

import type { Page, PageBlock, PageLine } from './page_types.js';
import type { Box, OcrWord } from './types.js';

export function toPageLine(raw: RawPageLine): PageLine {
  const { confidence, box, polygon, baseline, sameLine } = raw;
  const words = raw.words as OcrWord[];
  return { text: raw.text as string, confidence, words, box, polygon, baseline, sameLine };
}

export function toPage(raw: RawPage, milliseconds: number): Page {
  const { confidence, slope, width, height } = raw;
  const blocks = groupBy(raw.lines, ({ block }) => block).map(toBlock);
  return {
    text: raw.text as string,
    confidence,
    blocks,
    lines: blocks.flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines)),
    orientation: raw.orientation as Page['orientation'],
    slope,
    width,
    height,
    milliseconds,
  };
}

function toBlock(lines: RawPageLine[]): PageBlock {
  const paragraphs = groupBy(lines, ({ paragraph }) => paragraph).map((lines) => ({
    box: around(lines),
    lines: lines.map(toPageLine),
  }));
  return { box: around(paragraphs), paragraphs };
}

/** Lines that follow one another and have the same key. */
function groupBy(lines: RawPageLine[], keyOf: (line: RawPageLine) => number): RawPageLine[][] {
  const groups = new Map<number, RawPageLine[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group) group.push(line);
    else groups.set(keyOf(line), [line]);
  }
  return [...groups.values()];
}

/** The box that holds those of all parts. */
export function around(parts: { box: Box }[]): Box {
  return {
    left: Math.min(...parts.map(({ box }) => box.left)),
    top: Math.min(...parts.map(({ box }) => box.top)),
    right: Math.max(...parts.map(({ box }) => box.right)),
    bottom: Math.max(...parts.map(({ box }) => box.bottom)),
  };
}
