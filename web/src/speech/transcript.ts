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
    const texts = utterances.map(({ text }) => text).filter((text) => text !== '');
    return {
      text: texts.join(' '),
      confidence: words.length > 0 ? sum / words.length : 0,
      words,
      utterances,
      duration,
      milliseconds,
    };
  }
}

function utteranceOf(event: Utterance): Utterance {
  const { text, confidence, start, end, words, alternatives, phrase, rejected } = event;
  return { text, confidence, start, end, words, alternatives, phrase, rejected };
}
