import type { PageLine } from '../page_types.js';
import type { OcrWord } from '../types.js';
import { alike } from './match.js';
import { between, movedWord } from './place.js';
import { similarity } from './similarity.js';
import { addReading, type Slot, type Voice } from './slots.js';

/**
 * What several readings of a line say together: words that are elected by their confidence, at the place
 * of the first reading.
 * @param readings the newest first; what was said before may be one of them
 */
export function vote(readings: [PageLine, ...PageLine[]]): PageLine {
  const [newest] = readings;
  const said = pivot(readings);
  const agreeing = readings.filter(({ text }) => similarity(text, said) >= alike);
  const slots = agreeing.reduce<Slot[]>((slots, line) => addReading(slots, voicesOf(line)), []);
  const elected = slots.flatMap((slot) => winner(slot) ?? []);
  const words = elected.map(({ word, line }) => movedWord(word, between(line.box, newest.box)));
  return { ...newest, text: textOf(elected), words, confidence: confidenceOf(words) };
}

/** The text that most readings, weighted by their confidence, are like. */
function pivot(readings: PageLine[]): string {
  let best = { text: '', support: -1 };
  for (const { text } of readings) {
    const support = readings
      .filter((other) => similarity(text, other.text) >= alike)
      .reduce((sum, { confidence }) => sum + confidence, 0);
    if (support > best.support) best = { text, support };
  }
  return best.text;
}

/** A reading as its words, and what stands before each. */
function voicesOf(line: PageLine): Voice[] {
  let end = 0;
  return line.words.map((word, i) => {
    const start = line.text.indexOf(word.text, end);
    const before = i > 0 ? line.text.slice(end, start) : undefined;
    end = start + word.text.length;
    return { word, before, line };
  });
}

/** The voice for which most speaks; none, if most is for no word. */
function winner({ voices, against }: Slot): Voice | undefined {
  const weights = new Map<string, number>();
  for (const { word } of voices) {
    weights.set(word.text, (weights.get(word.text) ?? 0) + word.confidence);
  }
  let best: Voice | undefined;
  let most = against;
  for (const voice of voices) {
    const weight = weights.get(voice.word.text) ?? 0;
    if (weight > most || (weight === most && !best)) [best, most] = [voice, weight];
  }
  return best;
}

/** A word that was the first one of its reading is set off as others are. */
function textOf(elected: Voice[]): string {
  const usual = elected.find(({ before }) => before !== undefined)?.before ?? ' ';
  return elected
    .map(({ word, before }, i) => (i === 0 ? '' : (before ?? usual)) + word.text)
    .join('');
}

export function confidenceOf(words: OcrWord[]): number {
  const sum = words.reduce((sum, { confidence }) => sum + confidence, 0);
  return sum / Math.max(1, words.length);
}
