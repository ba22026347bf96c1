/** The subpath `longhand/node`: the engine in the calling thread, with models read from files. */
import { readFile } from 'node:fs/promises';

import { gunzipped } from './gunzip.js';
import { OcrEngine } from './ocr_engine.js';
import { bestBuild, type Build } from './wasm_module.js';

export interface NodeOptions {
  /** Path or `file:` URL of a model, or its bytes; plain or gzip'ed. */
  model: string | URL | Uint8Array;
  /** By default the fastest that this Node runs correctly. */
  build?: Build | undefined;
}

/**
 * Loads a Tesseract LSTM model.
 * @throws LonghandError `invalid_model`, `unsupported_model`; Node's own errors for files
 * @example
 * using ocr = await loadOcr({ model: 'eng.traineddata' });
 * console.log(ocr.recognize({ data, width, height }).text); // e.g. from `decode` of fast-png
 */
export async function loadOcr({ model, build }: NodeOptions): Promise<OcrEngine> {
  const file = model instanceof Uint8Array ? model : await readFile(model);
  const [bytes, module] = await Promise.all([
    gunzipped(new Uint8Array(file)),
    compile('ocr', build),
  ]);
  return OcrEngine.create(module, bytes);
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
export { LonghandError, type LonghandErrorCode } from './errors.js';
export type { Pixels } from './pixels.js';
export type { Build } from './wasm_module.js';
export type {
  Box,
  OcrModelInfo,
  OcrResult,
  OcrSymbol,
  OcrWord,
  Probabilities,
  RecognizeOptions,
} from './ocr_types.js';
