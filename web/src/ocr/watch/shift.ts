import type { PageLine } from '../page_types.js';
import type { Box, OcrWord } from '../types.js';
import { between, still, type Shift } from './place.js';

/** Letters from which on a word tells where it is. */
const least = 3;

/** Most words that vote, so that a page full of them takes no time. */
const most = 200;

/**
 * How the picture moved between two readings: what most of the words say that stand in both of them, once
 * in each.
 */
export function shiftOf(before: PageLine[], after: PageLine[]): Shift {
  const old = onlyWords(before);
  const ways = [...onlyWords(after)].flatMap(([text, box]) => {
    const from = old.get(text);
    return from ? [{ ...between(from, box), near: (box.bottom - box.top) / 2 }] : [];
  });
  const votes = ways.slice(0, most);
  let best: Shift[] = [];
  for (const { dx, dy, near } of votes) {
    const agreeing = votes.filter(
      (other) => Math.abs(other.dx - dx) <= near && Math.abs(other.dy - dy) <= near,
    );
    if (agreeing.length > best.length) best = agreeing;
  }
  return best.length > 0 ? { dx: meanOf(best, 'dx'), dy: meanOf(best, 'dy') } : still;
}

/** The places of words that stand in `lines` only once. */
function onlyWords(lines: PageLine[]): Map<string, Box> {
  const places = new Map<string, Box>();
  const doubled = new Set<string>();
  for (const { text, box } of lines.flatMap(({ words }): OcrWord[] => words)) {
    if (text.length < least) continue;
    if (places.has(text)) doubled.add(text);
    places.set(text, box);
  }
  for (const text of doubled) places.delete(text);
  return places;
}

function meanOf(shifts: Shift[], side: keyof Shift): number {
  return shifts.reduce((sum, shift) => sum + shift[side], 0) / shifts.length;
}
