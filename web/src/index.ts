export * from './ocr_api.js';
