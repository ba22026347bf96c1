import type { SpeechModelInfo } from 'longhand/speech';

import { buildFact, factItems, type Fact } from '../facts.js';

/** How much sound was recognised, and how fast. */
interface Work {
  /** Seconds. */
  duration: number;
  milliseconds: number;
  /** Seconds of a live sound that wait. */
  backlog?: number;
  /** Seconds of a live sound that were lost. */
  lost?: number;
}

export function factsOf(work: Work, { build, languageModel }: SpeechModelInfo): HTMLElement[] {
  const { duration, milliseconds, backlog, lost } = work;
  const rows: Fact[] = [
    ['Sound', `${duration.toFixed(1)} s`],
    ['Engine', `${milliseconds.toFixed(0)} ms`],
    ['Real-time factor', duration > 0 ? (milliseconds / 1000 / duration).toFixed(3) : '–'],
    buildFact(build),
  ];
  if (backlog !== undefined) rows.push(['Waiting', `${backlog.toFixed(1)} s`]);
  if (lost) rows.push(['Lost', `${lost.toFixed(1)} s`]);
  if (languageModel)
    rows.push(['Language model', `${languageModel.words.toLocaleString('en')} words`]);
  return factItems(rows);
}
