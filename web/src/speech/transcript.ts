import type { SpeechEvent, Transcript, Utterance } from './types.js';

/** Puts the events of a recording together. */
export class TranscriptBuilder {
  readonly #utterances: Utterance[] = [];

  add(events: readonly SpeechEvent[]): void {
    for (const event of events) {
      if (event.type === 'final') this.#utterances.push(utteranceOf(event));
    }
  }

  /** @param duration seconds; @param milliseconds that the engine took */
  finish(duration: number, milliseconds: number): Transcript {
    const utterances = this.#utterances;
    const words = utterances.flatMap((utterance) => utterance.words);
    const sum = words.reduce((total, { confidence }) => total + confidence, 0);
    const joined = (texts: string[]) => texts.filter((text) => text !== '').join(' ');
    return {
      text: joined(utterances.map(({ text }) => text)),
      written: joined(utterances.map(({ written }) => written)).replaceAll(/ *\n */g, '\n'),
      confidence: words.length > 0 ? sum / words.length : 0,
      words,
      utterances,
      duration,
      milliseconds,
    };
  }
}

function utteranceOf(event: Utterance): Utterance {
  const { text, written, confidence, start, end, words, alternatives, phrase, rejected } = event;
  return { text, written, confidence, start, end, words, alternatives, phrase, rejected };
}
