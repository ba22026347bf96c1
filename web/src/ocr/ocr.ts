/// <reference lib="esnext.disposable" preserve="true" />
import type { RecognizeArgument, StartArgument } from './worker.js';
import { imageParcel, type ImageSource } from './image.js';
import { groupLines, lengthOf } from './line_groups.js';
import type { Parcel } from '../worker/messages.js';
import {
  ModelSource,
  type Loading,
  type ModelInput,
  type ModelOptions,
} from '../load/model_source.js';
import { checkOcrOptions } from './options.js';
import type { OcrModelInfo, OcrResult, RecognizeOptions } from './types.js';
import { LonghandError } from '../errors.js';
import { expectWorkers } from '../worker/page_only.js';
import type { ProgressListener } from '../load/progress.js';
import { wasmModule, type Build, type WasmOptions } from '../load/wasm_module.js';
import { WorkerClient, type WorkerOptions } from '../worker/remote.js';
import { WorkerPool } from '../worker/pool.js';

/**
 * How a recogniser is made.
 * @example
 * import { createOcr, type CreateOcrOptions } from 'longhand/ocr';
 *
 * const options: CreateOcrOptions = {
 *   model: '/models/deu.traineddata',
 *   idleTimeout: 60_000,
 *   onProgress: ({ phase, loaded, total }) => console.log(phase, loaded, total),
 * };
 * const ocr = await createOcr(options);
 */
export interface CreateOcrOptions extends ModelOptions, Loading, WasmOptions, WorkerOptions {
  /** A Tesseract LSTM model: `.traineddata`, plain or gzip'ed. */
  model: ModelInput;
}

/**
 * How one call is made.
 * @example
 * import { createOcr, type OcrCallOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const price: OcrCallOptions = { allow: '0-9.,', signal: AbortSignal.timeout(5000) };
 * const { text } = await ocr.recognize('/price.png', price);
 */
export interface OcrCallOptions extends RecognizeOptions {
  /** Ends the call, wherever it is; the recogniser stays usable. */
  signal?: AbortSignal | undefined;
}

/**
 * How many lines are read.
 * @example
 * import { createOcr, type OcrAllOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const options: OcrAllOptions = {
 *   onProgress: ({ loaded, total }) => console.log(`${loaded} of ${total} lines`),
 * };
 * await ocr.recognizeAll(document.querySelectorAll('img'), options);
 */
export interface OcrAllOptions extends OcrCallOptions {
  /** Is told the lines that were read; the total only if the images have a `length`. */
  onProgress?: ProgressListener<'read'> | undefined;
}

const files = () => ({
  simd: new URL('./wasm/ocr.simd.wasm', import.meta.url),
  relaxed: new URL('./wasm/ocr.relaxed.wasm', import.meta.url),
});

const spawn = () => new Worker(new URL('./ocr_worker.js', import.meta.url), { type: 'module' });

/**
 * Loads a model and resolves to a recogniser that runs in a worker of its own.
 * @throws LonghandError `network`, `integrity`, `invalid_model`, `unsupported_model`, `wasm`,
 *   `worker`, `invalid_option`; the signal's reason
 * @example
 * import { createOcr } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const { text, confidence } = await ocr.recognize('/line.png');
 * ocr.dispose();
 */
export async function createOcr(options: CreateOcrOptions): Promise<Ocr> {
  options.signal?.throwIfAborted();
  expectWorkers('createOcr', 'loadOcr', options);
  const source = new ModelSource(options.model, options);
  const prepare = (loading: Loading) => startParcel(source, options, loading);
  const pool = new WorkerPool(options, () => new WorkerClient(options, spawn, prepare));
  const { signal, onProgress } = options;
  try {
    return new Ocr(pool, (await pool.start({ signal, onProgress })) as OcrModelInfo);
  } catch (error) {
    if (error instanceof LonghandError && error.code === 'invalid_model') await source.forget();
    throw error;
  }
}

async function startParcel(
  source: ModelSource,
  options: CreateOcrOptions,
  loading: Loading,
): Promise<Parcel> {
  const [module, model] = await Promise.all([
    wasmModule(files(), options, loading),
    source.read(loading),
  ]);
  const value: StartArgument = { module, model };
  return { value, transfer: [model.buffer] };
}

/**
 * Reads lines of print with one model. Made by {@link createOcr}.
 * @example
 * import { createOcr, type Ocr } from 'longhand/ocr';
 *
 * using ocr: Ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const lines = await ocr.recognizeAll(document.querySelectorAll('img'));
 * console.log(lines.map(({ text }) => text).join('\n'));
 */
export class Ocr implements Disposable, AsyncDisposable {
  readonly #pool: WorkerPool;

  /** @internal */
  constructor(
    pool: WorkerPool,
    /** What is known of the model. */
    readonly model: OcrModelInfo,
  ) {
    this.#pool = pool;
  }

  /** The instructions that the engine in use was compiled for. */
  get build(): Build {
    return this.model.build;
  }

  /** Calls that wait or run. */
  get pending(): number {
    return this.#pool.pending;
  }

  /** Resolves when no call waits or runs. */
  idle(): Promise<void> {
    return this.#pool.idle();
  }

  /**
   * Reads the line of text in `image`.
   * @throws LonghandError `invalid_image`, `invalid_option`, `network`, `worker`, `timeout`,
   *   `queue_full`, `out_of_memory`, `disposed`; the signal's reason
   */
  async recognize(image: ImageSource, options: OcrCallOptions = {}): Promise<OcrResult> {
    const { signal, ...recognizeOptions } = options;
    checkOcrOptions(recognizeOptions);
    const picture = await imageParcel(image, signal);
    const [result] = (await this.#read([picture], options)) as [OcrResult];
    return result;
  }

  /**
   * Reads many lines, several side by side, which takes less time than calls of `recognize`. Results
   * are the same and come in the order of the images. The first failure ends it.
   * @throws as {@link recognize}
   */
  async recognizeAll(
    images: Iterable<ImageSource> | AsyncIterable<ImageSource>,
    { onProgress, ...options }: OcrAllOptions = {},
  ): Promise<OcrResult[]> {
    const { signal, ...recognizeOptions } = options;
    checkOcrOptions(recognizeOptions);
    const { width } = this.#pool;
    const total = lengthOf(images);
    const groups: Promise<OcrResult[]>[] = [];
    let loaded = 0;
    const read = async (pictures: Required<Parcel>[]) => {
      const results = await this.#read(pictures, options);
      loaded += results.length;
      onProgress?.({ phase: 'read', loaded, total });
      return results;
    };
    for await (const pictures of groupLines(images, width, signal)) {
      await groups.at(-1 - width); // One group is prepared while others are read.
      const group = read(pictures);
      group.catch(() => undefined); // An earlier failure may be the one that is told.
      groups.push(group);
    }
    return (await Promise.all(groups)).flat();
  }

  async #read(
    pictures: Required<Parcel>[],
    { signal, ...options }: OcrCallOptions,
  ): Promise<OcrResult[]> {
    const value = {
      images: pictures.map((picture) => picture.value),
      options,
    } as RecognizeArgument;
    const parcel = { value, transfer: pictures.flatMap(({ transfer }) => transfer) };
    const call = (client: WorkerClient) => client.call('recognize', parcel, signal);
    return (await this.#pool.run(signal, call)) as OcrResult[];
  }

  /** Ends the workers and frees their memory; calls under way reject with `disposed`. */
  dispose(): void {
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
}
