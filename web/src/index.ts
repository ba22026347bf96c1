export * from './ocr_api.js';
export * from './speech_api.js';
