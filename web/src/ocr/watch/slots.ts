import type { PageLine } from '../page_types.js';
import type { OcrWord } from '../types.js';
import { similarity } from './similarity.js';

/** A word for which a reading speaks. */
export interface Voice {
  word: OcrWord;
  /** What stands between it and the word before it; undefined for the first one. */
  before: string | undefined;
  line: PageLine;
}

/** A place for a word in a line: what readings say of it, in the order in which they were added. */
export interface Slot {
  voices: Voice[];
  /** The confidence, 0..100 each, of the readings that have no word there. */
  against: number;
  /** The same of all readings: what a word that only later readings have finds against it. */
  total: number;
}

/** What it costs to leave a word, or a slot, alone; a word that is quite another one costs 1. */
const alone = 0.6;

/** The slots with the words of one more reading, aligned so that like words meet. */
export function addReading(slots: Slot[], voices: Voice[]): Slot[] {
  const confidence = voices[0]?.line.confidence ?? 0;
  const before = slots[0]?.total ?? 0;
  const steps = alignment(slots, voices);
  return steps.map(({ slot, voice }) => ({
    voices: [...(slot?.voices ?? []), ...(voice ? [voice] : [])],
    against: (slot?.against ?? before) + (voice ? 0 : confidence),
    total: before + confidence,
  }));
}

interface Step {
  slot?: Slot | undefined;
  voice?: Voice | undefined;
}

/** The cheapest way through both, as pairs; one of a pair may be missing. */
function alignment(slots: Slot[], voices: Voice[]): Step[] {
  const costs = costTable(slots, voices);
  const at = (i: number, j: number) => costs[i]?.[j] ?? Infinity;
  const steps: Step[] = [];
  let [i, j] = [slots.length, voices.length];
  while (i > 0 || j > 0) {
    if (i > 0 && at(i, j) === at(i - 1, j) + alone) steps.push({ slot: slots[--i] });
    else if (j > 0 && at(i, j) === at(i, j - 1) + alone) steps.push({ voice: voices[--j] });
    else steps.push({ slot: slots[--i], voice: voices[--j] });
  }
  return steps.reverse();
}

/** The least cost of the first `i` slots and the first `j` voices. */
function costTable(slots: Slot[], voices: Voice[]): number[][] {
  const costs = [Array.from({ length: voices.length + 1 }, (_, j) => alone * j)];
  for (const [i, slot] of slots.entries()) {
    const above = costs[i] ?? [];
    const row = [(above[0] ?? 0) + alone];
    for (const [j, voice] of voices.entries()) {
      const met = (above[j] ?? 0) + unlikeness(slot, voice);
      row.push(Math.min(met, (above[j + 1] ?? 0) + alone, (row[j] ?? 0) + alone));
    }
    costs.push(row);
  }
  return costs;
}

function unlikeness({ voices }: Slot, { word }: Voice): number {
  return 1 - Math.max(...voices.map((other) => similarity(other.word.text, word.text)));
}
