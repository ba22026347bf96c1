import { createSpeech, type ModelInput, type Progress, type Speech } from 'longhand/speech';

/** One recogniser at a time. The language model is loaded when it is asked for. */
export class Recognizer {
  #current: { words: boolean; speech: Promise<Speech>; abort: AbortController } | undefined;

  constructor(
    public model: ModelInput,
    public languageModel: ModelInput,
    readonly onProgress: (progress: Progress) => void,
  ) {}

  /** @param words with the language model */
  use(words: boolean): Promise<Speech> {
    if (this.#current && (this.#current.words || !words)) return this.#current.speech;
    this.forget();
    const abort = new AbortController();
    const speech = createSpeech({
      model: this.model,
      languageModel: words ? this.languageModel : undefined,
      signal: abort.signal,
      onProgress: this.onProgress,
    });
    const current = { words, speech, abort };
    this.#current = current;
    speech.catch(() => {
      if (this.#current === current) this.#current = undefined;
    });
    return speech;
  }

  /** Ends the loading or the life of the recogniser; the next use makes a new one. */
  forget(): void {
    this.#current?.abort.abort();
    void this.#current?.speech.then((speech) => speech.dispose()).catch(() => undefined);
    this.#current = undefined;
  }
}
