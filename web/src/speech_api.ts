/**
 * The subpath `longhand/speech`: writing down what is said.
 * @module longhand/speech
 */
export { createSpeech, Speech, type CreateSpeechOptions } from './speech.js';
export { LonghandError, type LonghandErrorCode } from './errors.js';
export type { ModelInput, ModelOptions } from './model_source.js';
export type * from './progress.js';
export type * from './speech_calls.js';
export type * from './speech_types.js';
export type { Build, WasmOptions } from './wasm_module.js';
export type { WorkerOptions } from './worker_client.js';
