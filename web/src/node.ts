/**
 * The subpath `longhand/node`: the engines in the calling thread, with models read from files.
 * @module longhand/node
 */
import { readFile } from 'node:fs/promises';

import { LonghandError, messageOf } from './errors.js';
import { gunzipped } from './load/gunzip.js';
import { OcrEngine } from './ocr/engine.js';
import {
  asksForFull,
  checkEngine,
  moduleByBytes,
  moduleForAll,
  type OcrEngineChoice,
  type OcrModule,
} from './ocr/engine_choice.js';
import { SpeechEngine } from './speech/engine.js';
import { bestBuild, type Build } from './load/wasm_module.js';

/**
 * Path or `file:` URL of a file, or its bytes; plain or gzip'ed.
 * @example
 * import { loadOcr, type NodeFile } from 'longhand/node';
 *
 * const model: NodeFile = new URL('./models/eng.traineddata', import.meta.url);
 * using ocr = await loadOcr({ model });
 */
export type NodeFile = string | URL | Uint8Array;

/**
 * How an engine is loaded.
 * @example
 * import { loadOcr, type NodeOptions } from 'longhand/node';
 *
 * const options: NodeOptions = { model: 'eng.traineddata', build: 'simd' };
 * using ocr = await loadOcr(options);
 */
export interface NodeOptions {
  /** The model. */
  model: NodeFile;
  /** By default the fastest that this Node runs correctly. */
  build?: Build | undefined;
}

/**
 * How a speech engine is loaded.
 * @example
 * import { loadSpeech, type NodeSpeechOptions } from 'longhand/node';
 *
 * const options: NodeSpeechOptions = { model: 'en.safetensors', languageModel: 'en.arpa.gz' };
 * using speech = await loadSpeech(options);
 */
export interface NodeSpeechOptions extends NodeOptions {
  /** A word n-gram language model: an ARPA file. */
  languageModel?: NodeFile | undefined;
}

/**
 * How an engine that reads print is loaded.
 * @example
 * import { loadOcr, type NodeOcrOptions } from 'longhand/node';
 *
 * const options: NodeOcrOptions = { model: ['eng.traineddata', 'deu.traineddata'] };
 * using ocr = await loadOcr(options);
 */
export interface NodeOcrOptions extends Omit<NodeOptions, 'model'> {
  /** The model, or several that read together. */
  model: NodeFile | NodeFile[];
  /** An n-gram language model: an ARPA file of words or of characters. */
  languageModel?: NodeFile | undefined;
  /** Default `auto`. */
  engine?: OcrEngineChoice | undefined;
}

/**
 * Loads a Tesseract LSTM model or a network of one's own (`.safetensors`), or several.
 * @throws LonghandError `invalid_model`, `unsupported_model`, `wasm`; Node's own errors for files
 * @example
 * import { loadOcr, readImage } from 'longhand/node';
 *
 * using ocr = await loadOcr({ model: 'eng.traineddata' });
 * console.log(ocr.recognize(await readImage('scan.png')).text);
 */
export async function loadOcr(options: NodeOcrOptions): Promise<OcrEngine> {
  const { model, languageModel, engine, build } = options;
  checkEngine(engine);
  const models = await Promise.all((Array.isArray(model) ? model : [model]).map(read));
  const module = asksForFull(options) ? 'ocr_full' : moduleForAll(models.map(moduleByBytes));
  const [compiled, arpa] = await Promise.all([
    compile(module ?? 'ocr', build),
    readIfAny(languageModel),
  ]);
  return OcrEngine.create(compiled, models, arpa);
}

/**
 * Loads a speech model.
 * @throws LonghandError `invalid_model`, `unsupported_model`, `wasm`; Node's own errors for files
 * @example
 * import { loadSpeech } from 'longhand/node';
 *
 * using speech = await loadSpeech({ model: 'en.safetensors' });
 * const second = new Float32Array(16_000); // mono, -1..1
 * console.log(speech.transcribe(second, 16_000).text);
 */
export async function loadSpeech(options: NodeSpeechOptions): Promise<SpeechEngine> {
  const { model, languageModel, build } = options;
  const [module, bytes, arpa] = await Promise.all([
    compile('speech', build),
    read(model),
    readIfAny(languageModel),
  ]);
  return SpeechEngine.create(module, bytes, arpa);
}

async function readIfAny(file: NodeFile | undefined): Promise<Uint8Array | undefined> {
  return file === undefined ? undefined : read(file);
}

async function read(file: NodeFile): Promise<Uint8Array> {
  const bytes = file instanceof Uint8Array ? file : await readFile(file);
  return gunzipped(bytes as Uint8Array<ArrayBuffer>);
}

async function compile(engine: OcrModule | 'speech', build: Build | undefined) {
  try {
    const file = new URL(`./wasm/${engine}.${build ?? (await bestHere())}.wasm`, import.meta.url);
    return await WebAssembly.compile(await readFile(file));
  } catch (cause) {
    const create = engine === 'speech' ? 'SpeechEngine.create' : 'OcrEngine.create';
    throw new LonghandError(
      'wasm',
      `the WebAssembly was not read and compiled: ${messageOf(cause)}; where that cannot be done, as on Cloudflare Workers, import longhand/wasm/${engine}.simd.wasm as a module and give it to ${create}`,
      { cause },
    );
  }
}

/** Node before 22 has relaxed SIMD behind a flag only, and some of its instructions wrong. */
async function bestHere(): Promise<Build> {
  const { versions } = process as Partial<NodeJS.Process>;
  return Number.parseInt(versions?.node ?? '') < 22 ? 'simd' : bestBuild();
}

export { OcrEngine };
export { readImage } from './ocr/node_image.js';
export { SpeechEngine, SpeechStream } from './speech/engine.js';
export { LonghandError };
export type { LonghandErrorCode } from './errors.js';
export type { Hotwords } from './hotwords.js';
export type { Build } from './load/wasm_module.js';
export type { OcrEngineChoice } from './ocr/engine_choice.js';
export type * from './ocr/page_types.js';
export type * from './ocr/types.js';
export type { Pixels } from './ocr/pixels.js';
export type * from './speech/types.js';
