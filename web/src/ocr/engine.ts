import createModule, {
  type MainModule,
  type OcrEngine as RawEngine,
  type OcrLine,
  type RawOcrOptions,
} from '#wasm/ocr.js';

import { check } from '../errors.js';
import { Handle } from '../handle.js';
import { expectInteger } from '../option_checks.js';
import { Guide } from './guide.js';
import { mostModels } from './models.js';
import { rawOcrOptions, rawReadOptions } from './options.js';
import { PageReading } from './page_reading.js';
import type { Page, ReadOptions } from './page_types.js';
import type { OcrModelInfo, OcrResult, OcrWarning, OcrWord, RecognizeOptions } from './types.js';
import { channelsOf, checkedPixels, type Pixels } from './pixels.js';
import { instantiate, withCopy } from '../load/raw_module.js';
import { textForm } from '../text_form.js';
import type { Build } from '../load/wasm_module.js';

/** Pixels that are copied into the engine's memory at a time. */
const maxGroupBytes = 4 * 1024 * 1024;

/**
 * Reads lines and pages in the thread that calls it: for Node and for workers of one's own. In a page use
 * `createOcr`, which keeps the page responsive.
 * @example
 * import { loadOcr, type OcrEngine } from 'longhand/node';
 *
 * using engine: OcrEngine = await loadOcr({ model: 'eng.traineddata' });
 * const white = { data: new Uint8Array(100 * 36).fill(255), width: 100, height: 36 };
 * console.log(engine.recognize(white).words.length, engine.info.build);
 */
export class OcrEngine implements Disposable {
  readonly #raw: MainModule;
  readonly #handle: Handle<RawEngine>;
  readonly #form: (text: string) => string;
  readonly #guide: Guide;
  /** What is known of the first model. */
  readonly info: OcrModelInfo;
  /** The same of all, in the order in which they were given. */
  readonly models: OcrModelInfo[];

  private constructor(
    raw: MainModule,
    models: Uint8Array[],
    languageModel: Uint8Array | undefined,
  ) {
    this.#raw = raw;
    const engine = new raw.OcrEngine();
    this.#handle = new Handle(engine);
    try {
      this.models = models.map((model, i) => {
        const failure = withCopy([model], raw.ByteBuffer, (buffer) => engine.load(buffer));
        check(failure, models.length > 1 ? `model ${i}: ` : '');
        return infoOf(engine, i, raw.build as Build);
      });
      [this.info] = this.models as [OcrModelInfo];
      this.#form = textForm(this.models.flatMap(({ labels }) => labels));
      this.#guide = new Guide(raw, this.#form, languageModel);
    } catch (error) {
      engine.delete();
      throw error;
    }
  }

  /**
   * @param module the package's `wasm/ocr.simd.wasm` or `wasm/ocr.relaxed.wasm`, compiled; for a `.safetensors`
   * `wasm/ocr_full.simd.wasm` or `wasm/ocr_full.relaxed.wasm`
   * @param model an uncompressed `.traineddata` or `.safetensors`, or several that read together
   * @param languageModel an uncompressed ARPA file, for the full engine
   * @throws LonghandError `invalid_model`, `unsupported_model`, `out_of_memory`, `wasm`, `invalid_option`
   */
  static async create(
    module: WebAssembly.Module,
    model: Uint8Array | Uint8Array[],
    languageModel?: Uint8Array,
  ): Promise<OcrEngine> {
    const models = Array.isArray(model) ? model : [model];
    expectInteger('number of models', models.length, [1, mostModels]);
    return new OcrEngine(await instantiate(createModule, module), models, languageModel);
  }

  /** Bytes of WebAssembly memory; it grows as needed and shrinks only by `dispose`. */
  get memory(): number {
    return (this.#raw.HEAPU8 as Uint8Array).byteLength;
  }

  /**
   * Reads one line. After an error the engine is as usable as before.
   * @throws LonghandError `invalid_image`, `invalid_option`, `out_of_memory`, `disposed`
   */
  recognize(image: Pixels, options: RecognizeOptions = {}): OcrResult {
    const [result] = this.recognizeAll([image], options) as [OcrResult];
    return result;
  }

  /**
   * Reads many lines, several side by side, which takes less time than calls of `recognize`. Results
   * are the same and come in the order of the images. The first failure ends it.
   * @throws as {@link recognize}
   */
  recognizeAll(images: Iterable<Pixels>, options: RecognizeOptions = {}): OcrResult[] {
    const engine = this.#handle.raw;
    const rawOptions = rawOcrOptions(options, this.models.length, this.#raw, this.#form);
    this.#guide.set(options);
    const models = options.models ?? [...this.models.keys()];
    const results: OcrResult[] = [];
    for (const group of groupsOf(images)) {
      const readings = Array.from(models, (model) =>
        this.#read(engine, model, group, rawOptions, options.patterns ?? []),
      );
      results.push(...group.map((_, i) => surest(readings.flatMap((lines) => lines[i] ?? []))));
    }
    return results;
  }

  #read(
    engine: RawEngine,
    model: number,
    images: Pixels[],
    options: RawOcrOptions,
    patterns: readonly string[],
  ): OcrResult[] {
    const shapes = images.flatMap((image) => [image.width, image.height, channelsOf(image)]);
    const pixels = images.map(({ data }) => data);
    const started = performance.now();
    const read = withCopy(pixels, this.#raw.ByteBuffer, (buffer) =>
      engine.recognize(model, buffer, shapes, options),
    );
    const milliseconds = performance.now() - started;
    const lines = images.flatMap((image, i) => {
      const { line, failure } = read[i] ?? {};
      check(failure);
      return line ? [{ line, image }] : [];
    });
    const steps = lines.reduce((sum, { line }) => sum + line.steps, 0);
    return lines.map(({ line, image }) =>
      toResult(
        line,
        image,
        patterns,
        milliseconds * (steps ? line.steps / steps : 1 / lines.length),
      ),
    );
  }

  /**
   * Reads a page: finds its lines, reads them and puts them in order.
   * @throws LonghandError `invalid_image`, `invalid_option`, `out_of_memory`, `disposed`
   */
  read(image: Pixels, options: ReadOptions = {}): Page {
    const reading = this.startReading(image, options);
    for (let read = 0; read < reading.rows;) read = reading.step().read;
    return reading.finish();
  }

  /**
   * Finds where lines of text may be, without reading them: a page whose lines have no words, but boxes,
   * polygons and baselines. Some of them may be texture, which only reading tells.
   * @throws as {@link read}
   */
  detect(image: Pixels, options: ReadOptions = {}): Page {
    return this.startReading(image, options).outline();
  }

  /** @internal The same as `read` in steps. */
  startReading(image: Pixels, options: ReadOptions): PageReading {
    const engine = this.#handle.raw;
    const rawOptions = rawReadOptions(options, this.#raw, this.#form);
    this.#guide.set(options);
    return new PageReading(this.#raw, engine, image, rawOptions);
  }

  /** Frees the engine's memory; its methods throw `disposed` from then on. */
  dispose(): void {
    this.#handle.dispose();
  }

  /** Calls `dispose`, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** Images whose pixels fit into a few megabytes together, or one that does not. */
function* groupsOf(images: Iterable<Pixels>): Generator<Pixels[]> {
  let group: Pixels[] = [];
  let bytes = 0;
  for (const given of images) {
    const image = checkedPixels(given);
    if (group.length > 0 && bytes + image.data.length > maxGroupBytes) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(image);
    bytes += image.data.length;
  }
  if (group.length > 0) yield group;
}

function infoOf(engine: RawEngine, model: number, build: Build): OcrModelInfo {
  return {
    labels: engine.labelTexts(model).split('\n').slice(0, -1),
    blank: engine.blank(model),
    hasDictionary: engine.hasDictionary(model),
    build,
  };
}

/** Of what several models read in one line. */
function surest(results: OcrResult[]): OcrResult {
  const milliseconds = results.reduce((sum, result) => sum + result.milliseconds, 0);
  const best = results.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  return { ...best, milliseconds };
}

function toResult(
  line: OcrLine,
  { width, height }: Pixels,
  patterns: readonly string[],
  milliseconds: number,
): OcrResult {
  const words = line.words as OcrWord[];
  const { steps, labels } = line;
  const data = line.probabilities as Float32Array | undefined;
  return {
    text: line.text as string,
    confidence: line.confidence,
    words,
    symbols: words.flatMap((word) => word.symbols),
    warnings: line.warnings as OcrWarning[],
    inverted: line.inverted,
    pattern: patterns[line.pattern],
    rejected: patterns.length > 0 && line.pattern < 0 && steps > 0,
    width,
    height,
    ...(data && { probabilities: { data, steps, labels } }),
    milliseconds,
  };
}
