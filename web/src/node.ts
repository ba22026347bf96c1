/** The subpath `longhand/node`: the engines in the calling thread, with models read from files. */
import { readFile } from 'node:fs/promises';

import { gunzipped } from './gunzip.js';
import { OcrEngine } from './ocr_engine.js';
import { SpeechEngine } from './speech_engine.js';
import { bestBuild, type Build } from './wasm_module.js';

/** Path or `file:` URL of a file, or its bytes; plain or gzip'ed. */
export type NodeFile = string | URL | Uint8Array;

export interface NodeOptions {
  /** The model. */
  model: NodeFile;
  /** By default the fastest that this Node runs correctly. */
  build?: Build | undefined;
}

export interface NodeSpeechOptions extends NodeOptions {
  /** A word n-gram language model: an ARPA file. */
  languageModel?: NodeFile | undefined;
}

/**
 * Loads a Tesseract LSTM model.
 * @throws LonghandError `invalid_model`, `unsupported_model`; Node's own errors for files
 * @example
 * using ocr = await loadOcr({ model: 'eng.traineddata' });
 * console.log(ocr.recognize({ data, width, height }).text); // e.g. from `decode` of fast-png
 */
export async function loadOcr({ model, build }: NodeOptions): Promise<OcrEngine> {
  return OcrEngine.create(...(await Promise.all([compile('ocr', build), read(model)])));
}

/**
 * Loads a speech model.
 * @throws LonghandError `invalid_model`, `unsupported_model`; Node's own errors for files
 * @example
 * using speech = await loadSpeech({ model: 'en.safetensors' });
 * console.log(speech.transcribe(samples, 16000).text); // a Float32Array
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
  return gunzipped(new Uint8Array(bytes));
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
