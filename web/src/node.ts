/**
 * The subpath `longhand/node`: the engines in the calling thread, with models read from files.
 * @module longhand/node
 */
import { readFile } from 'node:fs/promises';

import { gunzipped } from './gunzip.js';
import { OcrEngine } from './ocr_engine.js';
import { SpeechEngine } from './speech_engine.js';
import { bestBuild, type Build } from './wasm_module.js';

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
 * Loads a Tesseract LSTM model.
 * @throws LonghandError `invalid_model`, `unsupported_model`; Node's own errors for files
 * @example
 * import { readFile } from 'node:fs/promises';
 *
 * import { decode } from 'fast-png';
 * import { loadOcr } from 'longhand/node';
 *
 * using ocr = await loadOcr({ model: 'eng.traineddata' });
 * const { width, height, data } = decode(await readFile('grey.png'));
 * console.log(ocr.recognize({ width, height, data: new Uint8Array(data) }).text);
 */
export async function loadOcr({ model, build }: NodeOptions): Promise<OcrEngine> {
  return OcrEngine.create(...(await Promise.all([compile('ocr', build), read(model)])));
}

/**
 * Loads a speech model.
 * @throws LonghandError `invalid_model`, `unsupported_model`; Node's own errors for files
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
    languageModel === undefined ? undefined : read(languageModel),
  ]);
  return SpeechEngine.create(module, bytes, arpa);
}

async function read(file: NodeFile): Promise<Uint8Array> {
  const bytes = file instanceof Uint8Array ? file : await readFile(file);
  return gunzipped(bytes as Uint8Array<ArrayBuffer>);
}

async function compile(engine: string, build: Build | undefined): Promise<WebAssembly.Module> {
  const chosen = build ?? (await nodeBuild());
  return WebAssembly.compile(
    await readFile(new URL(`./wasm/${engine}.${chosen}.wasm`, import.meta.url)),
  );
}

/** Node before 22 has relaxed SIMD behind a flag only, and some of its instructions wrong. */
async function nodeBuild(): Promise<Build> {
  return Number.parseInt(process.versions.node) < 22 ? 'simd' : bestBuild();
}

export { OcrEngine };
export { SpeechEngine, SpeechStream } from './speech_engine.js';
export { LonghandError, type LonghandErrorCode } from './errors.js';
export type { Build } from './wasm_module.js';
export type * from './ocr_types.js';
export type { Pixels } from './pixels.js';
export type * from './speech_types.js';
