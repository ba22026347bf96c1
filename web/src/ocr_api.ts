/**
 * The subpath `longhand/ocr`: reading lines of print.
 * @module longhand/ocr
 */
export {
  createOcr,
  Ocr,
  type CreateOcrOptions,
  type OcrAllOptions,
  type OcrCallOptions,
} from './ocr.js';
export { LonghandError, type LonghandErrorCode } from './errors.js';
export type { ImageSource } from './image.js';
export type { ModelInput, ModelOptions } from './model_source.js';
export type * from './ocr_types.js';
export type { Pixels } from './pixels.js';
export type * from './progress.js';
export type { Build, WasmOptions } from './wasm_module.js';
export type { WorkerOptions } from './worker_client.js';
