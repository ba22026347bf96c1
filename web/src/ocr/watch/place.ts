import type { PageLine, PagePoint } from '../page_types.js';
import type { Box, OcrWord } from '../types.js';

/** Pixels to the right and down. */
export interface Shift {
  dx: number;
  dy: number;
}

export const still: Shift = { dx: 0, dy: 0 };

/** The way from one box to another, by their upper left corners. */
export const between = (from: Box, to: Box): Shift => ({
  dx: to.left - from.left,
  dy: to.top - from.top,
});

export const movedBox = ({ left, top, right, bottom }: Box, { dx, dy }: Shift): Box => ({
  left: left + dx,
  top: top + dy,
  right: right + dx,
  bottom: bottom + dy,
});

export function movedWord(word: OcrWord, shift: Shift): OcrWord {
  const symbols = word.symbols.map((symbol) => ({ ...symbol, box: movedBox(symbol.box, shift) }));
  return { ...word, box: movedBox(word.box, shift), symbols };
}

export function movedLine<Line extends PageLine>(line: Line, shift: Shift): Line {
  const move = ({ x, y }: PagePoint) => ({ x: x + shift.dx, y: y + shift.dy });
  const { polygon, baseline, words, box } = line;
  return {
    ...line,
    box: movedBox(box, shift),
    words: words.map((word) => movedWord(word, shift)),
    polygon: polygon.map(move),
    baseline: baseline.map(move),
  };
}

/** 0..1: the share of the smaller one, in width and in height, that both have in common. */
export function overlap(a: Box, b: Box): number {
  const down = common(a.top, a.bottom, b.top, b.bottom);
  return down === 0 ? 0 : down * common(a.left, a.right, b.left, b.right);
}

function common(a: number, z: number, from: number, to: number): number {
  const shared = Math.min(z, to) - Math.max(a, from);
  return Math.max(0, shared) / Math.max(1, Math.min(z - a, to - from));
}
