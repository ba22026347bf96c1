/**
 * The subpath `longhand/speech`: writing down what is said.
 * @module longhand/speech
 */
export { createSpeech, Speech, type CreateSpeechOptions } from './speech/speech.js';
export { LonghandError, type LonghandErrorCode } from './errors.js';
export type { Hotwords } from './hotwords.js';
export type { ModelInput, ModelOptions } from './load/model_source.js';
export type * from './load/progress.js';
export type * from './speech/page_types.js';
export type * from './speech/types.js';
export type { Build, WasmOptions } from './load/wasm_module.js';
export type { WorkerOptions } from './worker/options.js';
export type { Recognizer } from './worker/recognizer.js';
