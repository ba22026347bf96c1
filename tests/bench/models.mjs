import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

const tessdata = process.env.LONGHAND_TESSDATA ?? '/usr/share/tesseract-ocr/5/tessdata';
const npmModels = new URL('../../node_modules/@tesseract.js-data/eng/', import.meta.url);

/** The two models that every OCR peer is measured with. */
export async function loadModels() {
  return {
    fast: new Uint8Array(await readFile(`${tessdata}/eng.traineddata`)),
    best_int: new Uint8Array(
      gunzipSync(await readFile(new URL('4.0.0_best_int/eng.traineddata.gz', npmModels))),
    ),
  };
}
