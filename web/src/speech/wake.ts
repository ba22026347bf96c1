import { LonghandError } from '../errors.js';
import { expectOption, isStrings } from '../option_checks.js';
import type { FinalEvent, SpeechEvent, SpeechOptions } from './types.js';

/** Seconds of silence after which a wake phrase is taken for complete. */
const pause = 0.5;
/** Seconds after a wake phrase in which a command has to begin, unless the caller says otherwise. */
const patience = 5;

interface Said {
  wake: string;
  /** The pattern of the command that followed in the same breath. */
  command?: string;
}

/** Checks `wake` and `then`. @throws LonghandError `invalid_option` */
export function checkWake({ wake, then, phrases }: SpeechOptions): void {
  expectOption('wake', 'words, or an array of them', wake, isWake);
  expectOption('then', 'an array of strings', then, isStrings);
  if (wake === undefined && then !== undefined)
    throw new LonghandError('invalid_option', 'then: expected a wake phrase beside it, found none');
  if (wake !== undefined && phrases && phrases.length > 0) {
    const message = 'phrases: expected none beside wake: what may be said after it is then';
    throw new LonghandError('invalid_option', message);
  }
}

const isWords = (text: unknown) =>
  typeof text === 'string' && /\S/.test(text) && !/[()[\]{}<>|+*]/.test(text);

const isWake = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 && value.every(isWords) : isWords(value);

const wordsOf = (text: string) => text.trim().split(/\s+/);

/**
 * What a stream listens for that sleeps until it hears a wake phrase: asleep for that, perhaps with a
 * command in the same breath, then awake for one command.
 */
export class Wake {
  readonly #asleep: SpeechOptions;
  readonly #awake: SpeechOptions;
  readonly #said = new Map<string, Said>();
  /** `waking`: the phrase was heard, the silence after it was not reported yet. */
  #state: 'asleep' | 'waking' | 'awake' = 'asleep';

  /** @param options checked; with `wake` */
  constructor({ wake = [], then = [], ...options }: SpeechOptions) {
    for (const words of typeof wake === 'string' ? [wake] : wake) {
      this.#said.set(words, { wake: words });
      for (const command of then) this.#said.set(`${words} (${command})`, { wake: words, command });
    }
    const { endpoint } = options;
    this.#awake = { ...options, phrases: then, endpoint: { noSpeech: patience, ...endpoint } };
    this.#asleep = {
      ...options,
      phrases: [...this.#said.keys()],
      partials: false,
      endpoint: { ...endpoint, trailingSilence: pause, noSpeech: 0 },
    };
  }

  /** What the engine is to listen for now. */
  get options(): SpeechOptions {
    return this.#state === 'awake' ? this.#awake : this.#asleep;
  }

  sleep(): void {
    this.#state = 'asleep';
  }

  /** What the caller learns of what the engine heard: asleep only of the wake phrase and of the sound's end. */
  take(event: SpeechEvent): SpeechEvent[] {
    if (event.type === 'endpoint') {
      const heard = this.#state === 'awake' || event.reason === 'finished';
      this.#state = this.#state === 'waking' ? 'awake' : 'asleep';
      if (event.reason === 'finished') this.sleep();
      return heard ? [event] : [];
    }
    if (this.#state === 'awake') return [event];
    const said = event.type === 'final' ? this.#said.get(event.phrase ?? '') : undefined;
    return event.type === 'final' && said ? this.#woken(event, said) : [];
  }

  #woken(event: FinalEvent, { wake, command }: Said): SpeechEvent[] {
    const { time, confidence, start, words } = event;
    const count = wordsOf(wake).length;
    const end = words[count - 1]?.end ?? event.end;
    const woken: SpeechEvent = { type: 'wake', time, text: wake, confidence, start, end };
    this.#state = command === undefined ? 'waking' : 'awake';
    if (command === undefined) return [woken];
    const after = (text: string) => wordsOf(text).slice(count).join(' ');
    const rest: FinalEvent = {
      ...event,
      text: after(event.text),
      written: after(event.text),
      start: words[count]?.start ?? end,
      words: words.slice(count),
      alternatives: event.alternatives.map((other) => ({ ...other, text: after(other.text) })),
      phrase: command,
    };
    return [woken, rest];
  }
}
