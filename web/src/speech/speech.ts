/// <reference lib="esnext.disposable" preserve="true" />
import { linkedController } from '../abort.js';
import { openSound } from '../audio/open.js';
import type { Sound } from '../audio/sound.js';
import { disposedError, LonghandError } from '../errors.js';
import { LiveListening } from './listening.js';
import type { Parcel } from '../worker/messages.js';
import {
  ModelSource,
  type Loading,
  type ModelInput,
  type ModelOptions,
} from '../load/model_source.js';
import { expectFunction, expectNumber } from '../option_checks.js';
import { expectWorkers } from '../worker/page_only.js';
import { RemoteStream } from './remote_stream.js';
import type { AudioSource, Listening, ListenOptions, TranscribeOptions } from './page_types.js';
import { checkSpeechOptions } from './options.js';
import type { SpeechModelInfo, Transcript } from './types.js';
import type { StartArgument } from './worker.js';
import { TranscriptBuilder } from './transcript.js';
import { wasmModule, type Build, type WasmOptions } from '../load/wasm_module.js';
import { WorkerClient, type WorkerOptions } from '../worker/remote.js';
import { WorkerPool } from '../worker/pool.js';

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

const spawn = () => new Worker(new URL('./speech_worker.js', import.meta.url), { type: 'module' });

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
  const { signal, onProgress, cache, model, languageModel } = options;
  signal?.throwIfAborted();
  expectWorkers('createSpeech', 'loadSpeech', options);
  const sources = {
    model: new ModelSource(model, options),
    languageModel:
      languageModel === undefined
        ? undefined
        : new ModelSource(languageModel, { cache }, 'languageModel'),
  };
  const prepare = (loading: Loading) => startParcel(sources, options, loading);
  const pool = new WorkerPool(options, () => new WorkerClient(options, spawn, prepare));
  try {
    const info = (await pool.start({ signal, onProgress })) as SpeechModelInfo;
    return new Speech(pool, info, options.workletUrl);
  } catch (error) {
    if (error instanceof LonghandError && error.code === 'invalid_model') {
      await Promise.all([sources.model.forget(), sources.languageModel?.forget()]);
    }
    throw error;
  }
}

interface Sources {
  model: ModelSource;
  languageModel: ModelSource | undefined;
}

async function startParcel(
  sources: Sources,
  options: CreateSpeechOptions,
  loading: Loading,
): Promise<Parcel> {
  const [module, model, languageModel] = await Promise.all([
    wasmModule(files(), options, loading),
    sources.model.read(loading),
    sources.languageModel?.read(loading),
  ]);
  const value: StartArgument = { module, model, languageModel };
  const transfer = [model, ...(languageModel ? [languageModel] : [])].map(({ buffer }) => buffer);
  return { value, transfer };
}

/**
 * Recognises speech with one model. Made by {@link createSpeech}.
 * @example
 * import { createSpeech, type Speech } from 'longhand/speech';
 *
 * using speech: Speech = await createSpeech({ model: '/models/en.safetensors' });
 * console.log(speech.model.sampleRate, speech.build, speech.pending);
 */
export class Speech implements Disposable, AsyncDisposable {
  readonly #pool: WorkerPool;
  readonly #workletUrl: string | URL | undefined;
  readonly #lifetime = new AbortController();
  readonly #calls = new Set<Promise<unknown>>();

  /** @internal */
  constructor(
    pool: WorkerPool,
    /** What is known of the model. */
    readonly model: SpeechModelInfo,
    workletUrl: string | URL | undefined,
  ) {
    this.#pool = pool;
    this.#workletUrl = workletUrl;
  }

  /** The instructions that the engine in use was compiled for. */
  get build(): Build {
    return this.model.build;
  }

  /** Recordings that wait or are written down, and live sounds that are listened to. */
  get pending(): number {
    return this.#calls.size;
  }

  /** Resolves when no call waits or runs. */
  async idle(): Promise<void> {
    while (this.#calls.size > 0) await Promise.allSettled(this.#calls);
  }

  /**
   * Writes down a recording. Calls are served in their order, one at a time in each worker; only a
   * piece of the sound is in the worker, so its length does not matter there.
   * @throws LonghandError `invalid_audio`, `invalid_option`, `network`, `worker`, `timeout`,
   *   `queue_full`, `out_of_memory`, `disposed`; the signal's reason
   */
  transcribe(source: AudioSource, options: TranscribeOptions = {}): Promise<Transcript> {
    const { controller, unlink } = linkedController(options.signal, this.#lifetime.signal);
    return this.#counted(
      this.#transcribe(source, { ...options, signal: controller.signal }),
      unlink,
    );
  }

  /**
   * Listens to the microphone, or to a stream, from now on; see {@link Listening}.
   * @throws LonghandError `invalid_option`, `disposed`. While it is iterated over: `microphone`,
   *   `worker`, `timeout`, `out_of_memory`, `disposed`; the signal's reason
   */
  listen(options: ListenOptions = {}): Listening {
    const lifetime = this.#lifetime.signal;
    if (lifetime.aborted) throw disposedError();
    const listening = new LiveListening(this.#pool.first, options, {
      workletUrl: this.#workletUrl,
      lifetime,
    });
    void this.#counted(listening.done);
    return listening;
  }

  /** Ends the workers and frees their memory; calls under way reject with `disposed`. */
  dispose(): void {
    this.#lifetime.abort(disposedError());
    this.#pool.dispose();
  }

  /** Calls `dispose`, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Calls `dispose`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
    return Promise.resolve();
  }

  async #transcribe(source: AudioSource, options: TranscribeOptions): Promise<Transcript> {
    const { signal, sampleRate, onActivations, onProgress, onEvent, ...speechOptions } = options;
    checkSpeechOptions(speechOptions);
    expectNumber('sampleRate', sampleRate, 8, 768_000);
    expectFunction('onActivations', onActivations);
    expectFunction('onProgress', onProgress);
    expectFunction('onEvent', onEvent);
    return this.#pool.run(signal, async (client) => {
      const stream = new RemoteStream(client, onActivations);
      try {
        const sound = await openSound(source, options);
        const partials = speechOptions.partials ?? onEvent !== undefined;
        await stream.open({ ...speechOptions, partials }, signal);
        return await writeDown(sound, stream, { signal, onProgress, onEvent });
      } finally {
        stream.close();
      }
    });
  }

  #counted<T>(call: Promise<T>, settled?: () => void): Promise<T> {
    const counted = call.finally(() => {
      this.#calls.delete(counted);
      settled?.();
    });
    this.#calls.add(counted);
    return counted;
  }
}

/** Feeds `sound` to the worker a second at a time, so that it is abortable and memory bounded. */
async function writeDown(
  sound: Sound,
  stream: RemoteStream,
  { signal, onProgress, onEvent }: Pick<TranscribeOptions, 'signal' | 'onProgress' | 'onEvent'>,
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
