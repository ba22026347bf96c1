import { abortable } from '../abort.js';
import { LonghandError } from '../errors.js';
import { ModelSource, type Loading, type ModelInput } from '../load/model_source.js';
import type { ProgressListener } from '../load/progress.js';
import { wasmModule, type WasmFiles, type WasmOptions } from '../load/wasm_module.js';
import type { WorkerOptions } from '../worker/options.js';
import { expectWorkers } from '../worker/options.js';
import { WorkerPool } from '../worker/pool.js';
import { Recognizer } from '../worker/recognizer.js';
import {
  asksForFull,
  checkEngine,
  moduleByBytes,
  moduleForAll,
  type OcrEngineChoice,
  type OcrModule,
} from './engine_choice.js';
import { imageParcel, type ImageParcel, type ImageSource } from './image.js';
import { groupLines, lengthOf } from './line_groups.js';
import { OcrModels, type OcrModelsInput, type OcrModelsOptions } from './models.js';
import { checkOcrOptions, checkReadOptions } from './options.js';
import type { Page, PageLine, ReadOptions } from './page_types.js';
import type { OcrModelInfo, OcrResult, RecognizeOptions, SearchOptions } from './types.js';
import type { WatchOptions, Watching, WatchSource } from './watch_types.js';
import { LiveWatching } from './watching.js';
import type { OcrWorker } from './worker.js';

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
export interface CreateOcrOptions extends OcrModelsOptions, Loading, WasmOptions, WorkerOptions {
  /**
   * A Tesseract LSTM model (`.traineddata`) or a network of one's own (`.safetensors`, see models/FORMAT.md of
   * the repository), plain or gzip'ed. Of several, at most 16, such as those of the languages of a page, each
   * reads what it is surest of.
   */
  model: OcrModelsInput;
  /** An n-gram language model, plain or gzip'ed: an ARPA file of words or of characters. */
  languageModel?: ModelInput | undefined;
  /** Default `auto`. */
  engine?: OcrEngineChoice | undefined;
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

/**
 * How a page is read.
 * @example
 * import { createOcr, type OcrReadOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const options: OcrReadOptions = {
 *   onLine: ({ text }) => console.log(text),
 *   signal: AbortSignal.timeout(5000),
 * };
 * await ocr.read('/page.png', options);
 */
export interface OcrReadOptions extends ReadOptions {
  /** Ends the call, wherever it is; the recogniser stays usable. */
  signal?: AbortSignal | undefined;
  /** Is told the rows that were read. */
  onProgress?: ProgressListener<'read'> | undefined;
  /**
   * Is given lines while others are read, the upper ones first. The page may come to leave out some of
   * them that turn out to be texture.
   */
  onLine?: ((line: PageLine) => void) | undefined;
}

/**
 * How lines are found.
 * @example
 * import { createOcr, type OcrDetectOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const upright: OcrDetectOptions = { orientation: 0 };
 * const { lines } = await ocr.detect('/page.png', upright);
 * console.log(lines.map(({ box }) => box.top));
 */
export interface OcrDetectOptions extends Omit<ReadOptions, keyof SearchOptions> {
  /** Ends the call, wherever it is; the recogniser stays usable. */
  signal?: AbortSignal | undefined;
}

const files = (): Record<OcrModule, WasmFiles> => ({
  ocr: {
    simd: new URL('./wasm/ocr.simd.wasm', import.meta.url),
    relaxed: new URL('./wasm/ocr.relaxed.wasm', import.meta.url),
  },
  ocr_full: {
    simd: new URL('./wasm/ocr_full.simd.wasm', import.meta.url),
    relaxed: new URL('./wasm/ocr_full.relaxed.wasm', import.meta.url),
  },
});

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
  checkEngine(options.engine);
  const { cache, languageModel } = options;
  const models = new OcrModels(options.model, options);
  const language =
    languageModel === undefined
      ? undefined
      : new ModelSource(languageModel, { cache }, 'languageModel');
  const pool = new WorkerPool<OcrWorker>(options, {
    spawn: () => new Worker(new URL('./ocr_worker.js', import.meta.url), { type: 'module' }),
    prepare: (loading) => startParcel(models, language, options, loading),
  });
  try {
    return new Ocr(await pool.start(options), pool, options.maxPending);
  } catch (error) {
    if (error instanceof LonghandError && error.code === 'invalid_model') {
      await Promise.all([models.forget(), language?.forget()]);
    }
    throw error;
  }
}

async function startParcel(
  sources: OcrModels,
  language: ModelSource | undefined,
  options: CreateOcrOptions,
  loading: Loading,
) {
  const reading = sources.read(loading);
  const [module, models, languageModel] = await Promise.all([
    moduleFor(sources, reading, options).then((name) =>
      wasmModule(files()[name], options, loading),
    ),
    reading,
    language?.read(loading),
  ]);
  const transfer = [...models, ...(languageModel ? [languageModel] : [])].map(
    ({ buffer }) => buffer,
  );
  return { value: { module, models, languageModel }, transfer };
}

/** By the names of the models, so that both are fetched at once; else by their bytes. */
async function moduleFor(
  sources: OcrModels,
  reading: Promise<Uint8Array[]>,
  options: CreateOcrOptions,
): Promise<OcrModule> {
  if (asksForFull(options)) return 'ocr_full';
  return sources.module ?? moduleForAll((await reading).map(moduleByBytes)) ?? 'ocr';
}

/**
 * Reads print: lines and pages. Made by {@link createOcr}.
 * @example
 * import { createOcr, type Ocr } from 'longhand/ocr';
 *
 * using ocr: Ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const lines = await ocr.recognizeAll(document.querySelectorAll('img'));
 * console.log(lines.map(({ text }) => text).join('\n'));
 */
export class Ocr extends Recognizer<OcrModelInfo> {
  readonly #pool: WorkerPool<OcrWorker>;
  /** What is known of all models, in the order in which they were given. */
  readonly models: OcrModelInfo[];

  /** @internal */
  constructor(models: OcrModelInfo[], pool: WorkerPool<OcrWorker>, maxPending: number | undefined) {
    const [first] = models as [OcrModelInfo];
    super(first, pool, maxPending);
    this.#pool = pool;
    this.models = models;
  }

  /**
   * Reads the line of text in `image`.
   * @throws LonghandError `invalid_image`, `invalid_option`, `network`, `worker`, `timeout`,
   *   `queue_full`, `out_of_memory`, `disposed`; the signal's reason
   */
  async recognize(
    image: ImageSource,
    { signal, ...options }: OcrCallOptions = {},
  ): Promise<OcrResult> {
    return this.calls.run(signal, async (signal) => {
      checkOcrOptions(options);
      const pictures = [await imageParcel(image, signal)];
      const [result] = (await this.#read(pictures, options, signal)) as [OcrResult];
      return result;
    });
  }

  /**
   * Reads many lines, several side by side, which takes less time than calls of `recognize`. Results
   * are the same and come in the order of the images. The first failure ends it.
   * @throws as {@link recognize}
   */
  async recognizeAll(
    images: Iterable<ImageSource> | AsyncIterable<ImageSource>,
    { onProgress, signal, ...options }: OcrAllOptions = {},
  ): Promise<OcrResult[]> {
    return this.calls.run(signal, async (signal) => {
      checkOcrOptions(options);
      const { width } = this.#pool;
      const total = lengthOf(images);
      const groups: Promise<OcrResult[]>[] = [];
      let loaded = 0;
      const read = async (pictures: ImageParcel[]) => {
        const results = await this.#read(pictures, options, signal);
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
    });
  }

  /**
   * Reads a page: a scan, a screenshot, a receipt, a photo. Finds the lines of text whichever way up
   * the page is, reads them, and puts them in order.
   * @throws as {@link recognize}
   */
  async read(image: ImageSource, { signal, ...options }: OcrReadOptions = {}): Promise<Page> {
    return this.calls.run(signal, (signal) => this.#readPage(image, options, signal));
  }

  /**
   * Finds where lines of text may be, without reading them: a page whose lines have no words, but boxes,
   * polygons and baselines. Some of them may be texture, which only reading tells.
   * @throws as {@link recognize}
   */
  async detect(image: ImageSource, { signal, ...options }: OcrDetectOptions = {}): Promise<Page> {
    return this.calls.run(signal, async (signal) => {
      checkReadOptions(options);
      const { value, transfer } = await imageParcel(image, signal);
      return this.#pool.run(signal, (remote) =>
        remote.call('detect', { value: { image: value, options }, transfer }, signal),
      );
    });
  }

  /**
   * Reads what the camera shows, or a stream, or a `<video>`, from now on; see {@link Watching}.
   * @throws LonghandError `invalid_option`, `disposed`. While it is iterated over: `camera`,
   *   `invalid_image`, `worker`, `timeout`, `out_of_memory`, `disposed`; the signal's reason
   */
  watch(source?: WatchSource, options: WatchOptions = {}): Watching {
    const { lifetime } = this.calls;
    lifetime.throwIfAborted();
    const read = (image: ImageSource, options: ReadOptions, signal: AbortSignal) =>
      abortable(this.#readPage(image, options, signal), signal);
    const watching = new LiveWatching(read, source, options, lifetime);
    void this.calls.add(watching.done);
    return watching;
  }

  async #readPage(
    image: ImageSource,
    { onLine, onProgress, ...options }: Omit<OcrReadOptions, 'signal'>,
    signal: AbortSignal,
  ): Promise<Page> {
    checkReadOptions(options);
    const { value, transfer } = await imageParcel(image, signal);
    return this.#pool.run(signal, async (remote) => {
      const total = await remote.call(
        'beginPage',
        { value: { image: value, options }, transfer },
        signal,
      );
      for (let loaded = 0; loaded < total;) {
        const { lines, read } = await remote.call('readRows', { value: undefined }, signal);
        loaded = read;
        if (onLine) lines.forEach(onLine);
        onProgress?.({ phase: 'read', loaded, total });
      }
      return remote.call('finishPage', { value: undefined }, signal);
    });
  }

  async #read(
    pictures: ImageParcel[],
    options: RecognizeOptions,
    signal: AbortSignal,
  ): Promise<OcrResult[]> {
    const value = { images: pictures.map(({ value }) => value), options };
    const transfer = pictures.flatMap((picture) => picture.transfer);
    return this.#pool.run(signal, (remote) =>
      remote.call('recognize', { value, transfer }, signal),
    );
  }
}
