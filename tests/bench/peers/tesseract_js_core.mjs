import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const singleLine = 7;

/** tesseract.js-core 7, one line a call; `build` is "relaxedsimd" or "simd". */
export async function createTesseractJsCore(modelBytes, build) {
  const factory = require(`tesseract.js-core/tesseract-core-${build}-lstm.wasm.js`);
  const core = await factory({ print() {}, printErr() {} });
  core.FS.writeFile('model.traineddata', modelBytes);
  const api = new core.TessBaseAPI();
  if (api.Init(null, 'model', 1) !== 0) throw new Error('tesseract.js-core refused the model');
  api.SetPageSegMode(singleLine);
  return {
    recognize({ pgm }) {
      core.FS.writeFile('/input', pgm);
      api.SetImageFile(1, 0);
      api.Recognize(null);
      return api.GetUTF8Text().trim();
    },
    close() {
      api.End();
    },
  };
}
