import type { PageLine } from '../page_types.js';
import type { Box } from '../types.js';
import { overlap } from './place.js';
import { similarity } from './similarity.js';

/** A line where it is now to be expected. */
export interface Expected {
  text: string;
  box: Box;
}

/** Least likeness of two readings of one line. */
export const alike = 0.5;

/** Least overlap of a line with itself, and of what takes the place of another line. */
const touching = 0.3;
const covering = 0.6;

/** By the numbers of the lines read, the numbers of the lines that they are. */
export type Matches = Map<number, number>;

/** Lines that stand where another one is expected, and say about the same; the best pairs first. */
export function matchByText(expected: Expected[], lines: PageLine[]): Matches {
  return match(expected, lines, (old, line) => {
    const shared = overlap(old.box, line.box);
    if (shared < touching) return 0;
    const likeness = similarity(old.text, line.text);
    return likeness < alike ? 0 : shared * likeness;
  });
}

/** More pairs, of lines that are in one place, whatever they say: the reading may be a bad one. */
export function matchByPlace(expected: Expected[], lines: PageLine[], known: Matches): Matches {
  const taken = new Set(known.values());
  return match(expected, lines, (old, line, i, j) => {
    if (taken.has(i) || known.has(j)) return 0;
    const shared = overlap(old.box, line.box);
    return shared < covering ? 0 : shared;
  });
}

/** @param score of an expected line and one that was read, and their numbers; 0: no pair */
function match(
  expected: Expected[],
  lines: PageLine[],
  score: (old: Expected, line: PageLine, i: number, j: number) => number,
): Matches {
  const pairs: { i: number; j: number; score: number }[] = [];
  for (const [i, old] of expected.entries())
    for (const [j, line] of lines.entries()) {
      const found = score(old, line, i, j);
      if (found > 0) pairs.push({ i, j, score: found });
    }
  const matches: Matches = new Map();
  const taken = new Set<number>();
  for (const { i, j } of pairs.sort((a, b) => b.score - a.score)) {
    if (taken.has(i) || matches.has(j)) continue;
    taken.add(i);
    matches.set(j, i);
  }
  return matches;
}
