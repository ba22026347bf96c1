/**
 * The subpath `longhand/ocr`: reading print, lines and pages.
 * @module longhand/ocr
 */
export {
  createOcr,
  Ocr,
  type CreateOcrOptions,
  type OcrAllOptions,
  type OcrCallOptions,
  type OcrDetectOptions,
  type OcrReadOptions,
} from './ocr/ocr.js';
export { LonghandError, type LonghandErrorCode } from './errors.js';
export type { Hotwords } from './hotwords.js';
export type { OcrEngineChoice } from './ocr/engine_choice.js';
export type { ImageSource } from './ocr/image.js';
export type { ModelInput, ModelOptions } from './load/model_source.js';
export type { OcrModelsInput, OcrModelsOptions } from './ocr/models.js';
export type * from './ocr/page_types.js';
export type * from './ocr/types.js';
export type * from './ocr/watch_types.js';
export type { Pixels } from './ocr/pixels.js';
export type * from './load/progress.js';
export type { Build, WasmOptions } from './load/wasm_module.js';
export type { WorkerOptions } from './worker/options.js';
export type { Recognizer } from './worker/recognizer.js';
