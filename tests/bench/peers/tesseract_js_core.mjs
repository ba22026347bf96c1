import { createRequire } from 'node:module';

import { createApi } from './tesseract_api.mjs';

const require = createRequire(import.meta.url);

/** tesseract.js-core 7; `build` is "relaxedsimd" or "simd". */
export function createTesseractJsCore(modelBytes, build) {
  return createApi(require(`tesseract.js-core/tesseract-core-${build}-lstm.wasm.js`), modelBytes);
}
