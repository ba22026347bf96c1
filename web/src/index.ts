/**
 * All of `longhand/ocr` and `longhand/speech`.
 * @module longhand
 */
export * from './ocr_api.js';
export * from './speech_api.js';
