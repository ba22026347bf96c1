import { speech as limits } from '#wasm/limits.js';

import { openSound } from '../audio/open.js';
import type { Sound } from '../audio/sound.js';
import { LonghandError } from '../errors.js';
import {
  ModelSource,
  type Loading,
  type ModelInput,
  type ModelOptions,
} from '../load/model_source.js';
import { wasmModule, type WasmOptions } from '../load/wasm_module.js';
import { expectFunction, expectNumber } from '../option_checks.js';
import { expectWorkers, type WorkerOptions } from '../worker/options.js';
import { WorkerPool } from '../worker/pool.js';
import { Recognizer } from '../worker/recognizer.js';
import { Turns } from '../worker/turns.js';
import { LiveListening } from './listening.js';
import { checkSpeechOptions } from './options.js';
import type { AudioSource, Listening, ListenOptions, TranscribeOptions } from './page_types.js';
import { RemoteStream } from './remote_stream.js';
import { TranscriptBuilder } from './transcript.js';
import type { SpeechModelInfo, Transcript } from './types.js';
import type { SpeechWorker } from './worker.js';

/**
 * How a recogniser is made. `integrity` is the model's; `timeout` is for one piece of sound, at most a
 * second of it; `maxPending` counts recordings.
 * @example
 * import { createSpeech, type CreateSpeechOptions } from 'longhand/speech';
 *
 * const options: CreateSpeechOptions = {
 *   model: '/models/en.safetensors',
 *   languageModel: '/models/en.arpa.gz',
 *   onProgress: ({ phase, loaded, total }) => console.log(phase, loaded, total),
 * };
 * const speech = await createSpeech(options);
 */
export interface CreateSpeechOptions extends ModelOptions, Loading, WasmOptions, WorkerOptions {
  /** A speech model: `.safetensors`, plain or gzip'ed. */
  model: ModelInput;
  /** A word n-gram language model: an ARPA file, plain or gzip'ed. */
  languageModel?: ModelInput | undefined;
  /** Address of the script for the audio thread, if it is not beside the package's own files. */
  workletUrl?: string | URL | undefined;
}

const files = () => ({
  simd: new URL('./wasm/speech.simd.wasm', import.meta.url),
  relaxed: new URL('./wasm/speech.relaxed.wasm', import.meta.url),
});

/**
 * Loads a model and resolves to a recogniser that runs in a worker of its own.
 * @throws LonghandError `network`, `integrity`, `invalid_model`, `unsupported_model`, `wasm`,
 *   `worker`, `invalid_option`; the signal's reason
 * @example
 * import { createSpeech } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const { text } = await speech.transcribe('/interview.mp3');
 * for await (const event of speech.listen({ phrases: ['lights on', 'lights off'] })) {
 *   if (event.type === 'final') console.log(event.text);
 * }
 */
export async function createSpeech(options: CreateSpeechOptions): Promise<Speech> {
  options.signal?.throwIfAborted();
  expectWorkers('createSpeech', 'loadSpeech', options);
  const { cache, model, languageModel } = options;
  const sources: Sources = [new ModelSource(model, options)];
  if (languageModel !== undefined) {
    sources.push(new ModelSource(languageModel, { cache }, 'languageModel'));
  }
  const pool = new WorkerPool<SpeechWorker>(options, {
    spawn: () => new Worker(new URL('./speech_worker.js', import.meta.url), { type: 'module' }),
    prepare: (loading) => startParcel(sources, options, loading),
  });
  try {
    return new Speech(await pool.start(options), pool, options);
  } catch (error) {
    if (error instanceof LonghandError && error.code === 'invalid_model') {
      for (const source of sources) await source?.forget();
    }
    throw error;
  }
}

/** Of the model, and perhaps of a language model. */
type Sources = [ModelSource, ModelSource?];

async function startParcel(sources: Sources, options: CreateSpeechOptions, loading: Loading) {
  const [module, model, languageModel] = await Promise.all([
    wasmModule(files(), options, loading),
    sources[0].read(loading),
    sources[1]?.read(loading),
  ]);
  const transfer = [model, ...(languageModel ? [languageModel] : [])].map(({ buffer }) => buffer);
  return { value: { module, model, languageModel }, transfer };
}

type WithSignal<Options> = Options & { signal: AbortSignal };

/** Recordings that are fetched and decoded while those before them are written down. */
const ahead = 2;

/**
 * Recognises speech with one model. Made by {@link createSpeech}.
 * @example
 * import { createSpeech, type Speech } from 'longhand/speech';
 *
 * using speech: Speech = await createSpeech({ model: '/models/en.safetensors' });
 * console.log(speech.model.sampleRate, speech.build, speech.pending);
 */
export class Speech extends Recognizer<SpeechModelInfo> {
  readonly #pool: WorkerPool<SpeechWorker>;
  readonly #workletUrl: string | URL | undefined;
  /** A recording is in memory only while it has one of these. */
  readonly #seats: Turns<number>;

  /** @internal */
  constructor(
    model: SpeechModelInfo,
    pool: WorkerPool<SpeechWorker>,
    { workletUrl, maxPending }: CreateSpeechOptions,
  ) {
    super(model, pool, maxPending);
    this.#pool = pool;
    this.#workletUrl = workletUrl;
    this.#seats = new Turns(Array.from({ length: pool.width + ahead }, (_, seat) => seat));
  }

  /**
   * Writes down a recording. Calls are served in the order in which their sound is there, one at a
   * time in each worker; only a piece of the sound is in the worker, so its length does not matter
   * there.
   * @throws LonghandError `invalid_audio`, `invalid_option`, `network`, `worker`, `timeout`,
   *   `queue_full`, `out_of_memory`, `disposed`; the signal's reason
   */
  async transcribe(
    source: AudioSource,
    { signal, ...options }: TranscribeOptions = {},
  ): Promise<Transcript> {
    return this.calls.run(signal, (signal) => this.#transcribe(source, { ...options, signal }));
  }

  /**
   * Listens to the microphone, or to a stream, from now on; see {@link Listening}.
   * @throws LonghandError `invalid_option`, `disposed`. While it is iterated over: `microphone`,
   *   `worker`, `timeout`, `out_of_memory`, `disposed`; the signal's reason
   */
  listen(options: ListenOptions = {}): Listening {
    const { lifetime } = this.calls;
    lifetime.throwIfAborted();
    const listening = new LiveListening(this.#pool.first, options, {
      workletUrl: this.#workletUrl,
      lifetime,
    });
    void this.calls.add(listening.done);
    return listening;
  }

  async #transcribe(
    source: AudioSource,
    options: WithSignal<TranscribeOptions>,
  ): Promise<Transcript> {
    const { signal, sampleRate, onActivations, onProgress, onEvent, ...speechOptions } = options;
    checkSpeechOptions(speechOptions);
    expectNumber('sampleRate', sampleRate, limits.sampleRate);
    expectFunction('onActivations', onActivations);
    expectFunction('onProgress', onProgress);
    expectFunction('onEvent', onEvent);
    const partials = speechOptions.partials ?? onEvent !== undefined;
    const seat = await this.#seats.take(signal);
    try {
      const sound = await openSound(source, options);
      return await this.#pool.run(signal, async (remote) => {
        const stream = new RemoteStream(remote, onActivations);
        try {
          await stream.open({ ...speechOptions, partials }, signal);
          return await writeDown(sound, stream, options);
        } finally {
          stream.close();
        }
      });
    } finally {
      this.#seats.give(seat);
    }
  }
}

/** Feeds `sound` to the worker a second at a time, so that it is abortable and memory bounded. */
async function writeDown(
  sound: Sound,
  stream: RemoteStream,
  { signal, onProgress, onEvent }: WithSignal<TranscribeOptions>,
): Promise<Transcript> {
  const { sampleRate, length } = sound;
  const piece = Math.max(1, Math.floor(sampleRate));
  const total = length / sampleRate;
  const transcript = new TranscriptBuilder();
  const take = (events: Parameters<typeof transcript.add>[0]) => {
    transcript.add(events);
    if (onEvent) for (const event of events) onEvent(event);
    onProgress?.({ phase: 'transcribe', loaded: stream.duration, total });
  };
  for (let at = 0; at < length; at += piece) {
    const samples = await sound.read(at, Math.min(at + piece, length));
    take(await located(at / sampleRate, stream.accept(samples, sampleRate, signal)));
  }
  take(await stream.finish(signal));
  return transcript.finish(stream.duration, stream.milliseconds);
}

/** Says in which piece of the sound an error lies. */
async function located<T>(second: number, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (second === 0 || !(error instanceof LonghandError)) throw error;
    throw new LonghandError(error.code, `from second ${second} on: ${error.message}`);
  }
}
