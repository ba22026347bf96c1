import type { PageLine } from '../page_types.js';
import type { OcrWord } from '../types.js';
import { alike } from './match.js';
import { between, movedWord } from './place.js';
import { similarity } from './similarity.js';
import { addReading, segmentsOf, type Slot, type Voice } from './slots.js';

/**
 * What several readings of a line say together: words that are elected by their confidence, at the place
 * of the newest, or where nothing of that is used, of what was shown before.
 * @param readings the newest first
 * @param shown what was shown before, where the line is expected now: it has a say, too
 */
export function vote(readings: [PageLine, ...PageLine[]], shown?: PageLine): PageLine {
  const all = shown ? [...readings, shown] : readings;
  const said = pivot(all);
  const agreeing = all.filter(({ text }) => similarity(text, said) >= alike);
  const [newest] = readings;
  const place = agreeing.includes(newest) ? newest : (shown ?? newest);
  const slots = agreeing.reduce<Slot[]>(
    (slots, line, i) => addReading(slots, voicesOf(line), i),
    [],
  );
  const elected = segmentsOf(slots).flatMap((segment) => winner(segment, agreeing));
  const words = elected.map(({ word, line }) => movedWord(word, between(line.box, place.box)));
  return { ...place, text: textOf(elected), words, confidence: confidenceOf(words) };
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

/** What most readings, weighted by their confidence, have in some slots. */
function winner(segment: Slot[], readings: PageLine[]): Voice[] {
  const votes = readings.map(({ confidence }, i) => {
    const voices = segment.flatMap((slot) => slot[i] ?? []);
    const words = voices.map(({ word }) => word);
    const text = words.map(({ text }) => text).join(' ');
    return { voices, text, weight: words.length > 0 ? confidenceOf(words) : confidence };
  });
  let best: { voices: Voice[]; most: number } = { voices: [], most: -1 };
  for (const { voices, text } of votes) {
    const most = votes.reduce((sum, vote) => sum + (vote.text === text ? vote.weight : 0), 0);
    if (most > best.most) best = { voices, most };
  }
  return best.voices;
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
