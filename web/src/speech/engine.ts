import createModule, {
  type Heard,
  type MainModule,
  type SpeechEngine as RawEngine,
  type SpeechStream as RawStream,
} from '#wasm/speech.js';

import { speech as limits } from '#wasm/limits.js';

import { check, kindOf, LonghandError } from '../errors.js';
import { Handle } from '../handle.js';
import { instantiate, withCopy } from '../load/raw_module.js';
import { toEvent, writtenBy } from './events.js';
import { checkSpeechOptions, rawSpeechOptions } from './options.js';
import type {
  Activations,
  SpeechEvent,
  SpeechModelInfo,
  SpeechOptions,
  Transcript,
} from './types.js';
import { textForm } from '../text_form.js';
import { TranscriptBuilder } from './transcript.js';
import { Wake } from './wake.js';
import type { Build } from '../load/wasm_module.js';

/** What a {@link SpeechEngine} shares with its streams. */
interface Shared {
  raw: MainModule;
  engine: Handle<RawEngine>;
  hasLanguageModel: boolean;
  form: (text: string) => string;
}

/**
 * Recognises speech in the thread that calls it: for Node and for workers of one's own. In a page use
 * `createSpeech`, which keeps the page responsive.
 * @example
 * import { loadSpeech, type SpeechEngine } from 'longhand/node';
 *
 * using engine: SpeechEngine = await loadSpeech({ model: 'en.safetensors' });
 * const { words } = engine.transcribe(new Float32Array(16_000), 16_000);
 * for (const { text, start } of words) console.log(start, text);
 */
export class SpeechEngine implements Disposable {
  readonly #shared: Shared;
  readonly info: SpeechModelInfo;

  private constructor(raw: MainModule, model: Uint8Array, languageModel: Uint8Array | undefined) {
    const engine = new raw.SpeechEngine();
    const hasLanguageModel = languageModel !== undefined;
    try {
      check(withCopy([model], raw.ByteBuffer, (buffer) => engine.loadModel(buffer)));
      if (languageModel) {
        check(withCopy([languageModel], raw.ByteBuffer, (file) => engine.loadLanguageModel(file)));
      }
      const form = textForm(engine.labels());
      this.#shared = { raw, engine: new Handle(engine), hasLanguageModel, form };
      this.info = describe(raw, engine, hasLanguageModel);
    } catch (error) {
      engine.delete();
      throw error;
    }
  }

  /**
   * @param module the package's `wasm/speech.simd.wasm` or `wasm/speech.relaxed.wasm`, compiled
   * @param model a speech `.safetensors`
   * @param languageModel an uncompressed ARPA file
   * @throws LonghandError `invalid_model`, `unsupported_model`, `out_of_memory`, `wasm`
   */
  static async create(
    module: WebAssembly.Module,
    model: Uint8Array,
    languageModel?: Uint8Array,
  ): Promise<SpeechEngine> {
    return new SpeechEngine(await instantiate(createModule, module), model, languageModel);
  }

  /** Bytes of WebAssembly memory; it grows as needed and shrinks only by `dispose`. */
  get memory(): number {
    return (this.#shared.raw.HEAPU8 as Uint8Array).byteLength;
  }

  /**
   * Opens a stream for one sound; any number may be open. Dispose of each, too.
   * @throws LonghandError `invalid_option`, `disposed`
   */
  stream(options: SpeechOptions = {}): SpeechStream {
    return new SpeechStream(this.#shared, options);
  }

  /**
   * Writes down a whole recording.
   * @param samples mono, nominally -1..1
   * @param sampleRate Hz, whole, 8..768000
   * @throws LonghandError `invalid_audio`, `invalid_option`, `out_of_memory`, `disposed`
   */
  transcribe(samples: Float32Array, sampleRate: number, options: SpeechOptions = {}): Transcript {
    checkSamples(samples, sampleRate);
    checkSpeechOptions(options);
    const started = performance.now();
    const stream = this.stream({ partials: false, ...options });
    const transcript = new TranscriptBuilder();
    const piece = Math.max(1, Math.floor(sampleRate)) || 1;
    try {
      for (let at = 0; at === 0 || at < samples.length; at += piece) {
        transcript.add(stream.accept(samples.subarray(at, at + piece), sampleRate));
      }
      transcript.add(stream.finish());
    } finally {
      stream.dispose();
    }
    return transcript.finish(samples.length / sampleRate, performance.now() - started);
  }

  /** Frees the engine's memory; its methods and those of its streams throw `disposed` from then on. */
  dispose(): void {
    this.#shared.engine.dispose();
  }

  /** Calls `dispose`, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }
}

/**
 * Recognises one sound as it comes. Feeding it in pieces of any size gives the same results, and its
 * memory does not grow with the sound. Made by {@link SpeechEngine.stream}.
 * @example
 * import { loadSpeech, type SpeechStream } from 'longhand/node';
 *
 * using engine = await loadSpeech({ model: 'en.safetensors' });
 * using stream: SpeechStream = engine.stream({ phrases: ['lights on', 'lights off'] });
 * for (const piece of [new Float32Array(800), new Float32Array(800)]) stream.accept(piece, 8000);
 * for (const event of stream.finish()) if (event.type === 'final') console.log(event.phrase);
 */
export class SpeechStream implements Disposable {
  readonly #shared: Shared;
  readonly #handle: Handle<RawStream>;
  #options: SpeechOptions;
  #wake: Wake | undefined;
  /** What the engine listens for now. */
  #current: SpeechOptions;
  /** Of the pieces of the last `accept`, if it was cut into some. */
  #computed: Computed[] | undefined;

  /** @internal */
  constructor(shared: Shared, options: SpeechOptions) {
    checkSpeechOptions(options);
    this.#wake = wakeOf(options);
    this.#current = this.#wake?.options ?? options;
    const raw = rawOptions(shared, this.#current);
    this.#shared = shared;
    this.#options = options;
    const engine = shared.engine.raw;
    const stream = new shared.raw.SpeechStream();
    this.#handle = new Handle(stream);
    try {
      check(stream.open(engine, raw));
    } catch (error) {
      stream.delete();
      throw error;
    }
  }

  /**
   * Takes in the next samples.
   * @param samples mono, nominally -1..1
   * @param sampleRate Hz, whole, 8..768000, the same until `finish` or `reset`
   * @throws LonghandError `invalid_audio`, `out_of_memory`: then nothing was taken in; `disposed`
   */
  accept(samples: Float32Array, sampleRate: number): SpeechEvent[] {
    checkSamples(samples, sampleRate);
    this.#computed = undefined;
    if (!this.#wake || !samples.every(isSample)) return this.#accept(samples, sampleRate);
    const piece = Math.max(1, Math.floor(sampleRate * turnSeconds));
    const events: SpeechEvent[] = [];
    const computed: Computed[] = [];
    for (let at = 0; at === 0 || at < samples.length; at += piece) {
      events.push(...this.#accept(samples.subarray(at, at + piece), sampleRate));
      computed.push(this.#raw().stream.activations());
    }
    this.#computed = computed;
    return events;
  }

  /** Ends the sound: what is left to say, always closing with an `endpoint`. Then it is as new. */
  finish(): SpeechEvent[] {
    this.#computed = undefined;
    return this.#events(this.#raw().stream.finish());
  }

  /** Forgets all sound; the stream is as new. */
  reset(): void {
    this.#raw().stream.reset();
    this.#wake?.sleep();
    this.#follow();
  }

  /**
   * Changes these options and keeps the others; an utterance in progress is searched again.
   * @throws LonghandError `invalid_option`: then all stays as it was; `disposed`
   */
  setOptions(options: SpeechOptions): void {
    const changed = { ...this.#options, ...options };
    checkSpeechOptions(changed);
    const wake = wakeOf(changed);
    this.#listenFor(wake?.options ?? changed);
    this.#options = changed;
    this.#wake = wake;
  }

  /** What the last `accept` or `finish` computed, to draw it. */
  activations(): Omit<Activations, 'samples' | 'sampleRate' | 'sampleStart'> {
    return this.#computed ? joined(this.#computed) : this.#raw().stream.activations();
  }

  /** Frees the stream's memory; its methods throw `disposed` from then on. */
  dispose(): void {
    this.#handle.dispose();
  }

  /** Calls `dispose`, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /** @throws LonghandError `disposed` if it or its engine is */
  #raw(): { stream: RawStream; engine: RawEngine } {
    return { stream: this.#handle.raw, engine: this.#shared.engine.raw };
  }

  #accept(samples: Float32Array, sampleRate: number): SpeechEvent[] {
    const { stream } = this.#raw();
    return this.#events(
      withCopy([samples], this.#shared.raw.SampleBuffer, (buffer) =>
        stream.accept(buffer, sampleRate),
      ),
    );
  }

  #events({ failure, events }: Heard): SpeechEvent[] {
    check(failure);
    const { phrases } = this.#current;
    const heard = events.map((event) => toEvent(this.#shared.raw, event, phrases));
    const { write } = this.#options;
    const wake = this.#wake;
    if (!wake) return writtenBy(write, heard);
    const reported = heard.flatMap((event) => wake.take(event));
    this.#follow();
    return writtenBy(write, reported);
  }

  /** Lets the engine listen for what `wake` is waiting for. */
  #follow() {
    const next = this.#wake?.options;
    if (next && next !== this.#current) this.#listenFor(next);
  }

  #listenFor(options: SpeechOptions) {
    const raw = rawOptions(this.#shared, options);
    const { stream, engine } = this.#raw();
    check(stream.setOptions(engine, raw));
    this.#current = options;
  }
}

type Computed = Omit<Activations, 'samples' | 'sampleRate' | 'sampleStart'>;

/** Activations of pieces that follow on each other. */
function joined(pieces: Computed[]): Computed {
  const all = (of: 'features' | 'probabilities') =>
    Float32Array.from(pieces.flatMap((piece) => [...piece[of]]));
  const [first] = pieces;
  const startOf = (of: 'features' | 'probabilities', start: 'featureStart' | 'stepStart') =>
    (pieces.find((piece) => piece[of].length > 0) ?? first)?.[start] ?? 0;
  return {
    features: all('features'),
    featureStart: startOf('features', 'featureStart'),
    probabilities: all('probabilities'),
    stepStart: startOf('probabilities', 'stepStart'),
  };
}

const wakeOf = (options: SpeechOptions) =>
  options.wake === undefined ? undefined : new Wake(options);

/** Between two looks at whether a wake phrase was said: too short for two utterances. */
const turnSeconds = 0.1;

/** Whether the engine takes a sample; it refuses all of a piece otherwise. */
const isSample = (value: number) => value >= limits.sample[0] && value <= limits.sample[1];

function rawOptions({ raw, hasLanguageModel, form }: Shared, options: SpeechOptions) {
  return rawSpeechOptions(options, raw.defaults(), hasLanguageModel, form);
}

/** What Embind would refuse with an error of its own. */
function checkSamples(samples: unknown, sampleRate: unknown) {
  if (samples instanceof Float32Array && typeof sampleRate === 'number') return;
  throw new LonghandError(
    'invalid_audio',
    `expected a Float32Array and a sample rate, found ${kindOf(samples)} and ${kindOf(sampleRate)}`,
  );
}

function describe(raw: MainModule, engine: RawEngine, hasLanguageModel: boolean): SpeechModelInfo {
  return {
    labels: engine.labels(),
    blank: engine.blank(),
    sampleRate: engine.sampleRate(),
    melBins: engine.melBins(),
    frameSeconds: engine.frameSeconds(),
    stepSeconds: engine.stepSeconds(),
    languageModel: hasLanguageModel
      ? { order: engine.order(), words: engine.words(), ngrams: engine.ngrams() }
      : undefined,
    build: raw.build as Build,
  };
}
