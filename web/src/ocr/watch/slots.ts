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

/** A place for a word in a line: what each reading has there, if anything. */
export type Slot = (Voice | undefined)[];

/** What it costs to leave a word, or a slot, alone; a word that is quite another one costs 1. */
const alone = 0.6;

/** The slots of some readings with the words of one more, aligned so that like words meet. */
export function addReading(slots: Slot[], voices: Voice[], readings: number): Slot[] {
  const none: Slot = Array.from({ length: readings }, () => undefined);
  return alignment(slots, voices).map(({ slot, voice }) => [...(slot ?? none), voice]);
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
  const costs = [[0]];
  for (const j of voices.keys()) costs[0]?.push((costs[0][j] ?? 0) + alone);
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

function unlikeness(slot: Slot, { word }: Voice): number {
  return 1 - Math.max(...slot.map((voice) => (voice ? similarity(voice.word.text, word.text) : 0)));
}

/**
 * Slots that are voted on together: where a reading has no word, its neighbours may have what others have
 * there, so they belong to it; all others stand alone.
 */
export function segmentsOf(slots: Slot[]): Slot[][] {
  const isLoose = (i: number) => slots[i]?.includes(undefined) ?? false;
  const belongs = (i: number) => isLoose(i - 1) || isLoose(i) || isLoose(i + 1);
  const segments: Slot[][] = [];
  for (const [i, slot] of slots.entries()) {
    if (i > 0 && belongs(i - 1) && belongs(i)) segments.at(-1)?.push(slot);
    else segments.push([slot]);
  }
  return segments;
}
