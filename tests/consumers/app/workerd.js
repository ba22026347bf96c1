/** For Cloudflare's workerd, which compiles WebAssembly only of modules that it is given. */
import { loadOcr, OcrEngine } from 'longhand/node';
import wasm from 'ocr.simd.wasm';
import model from 'eng.traineddata';

export default {
  async fetch() {
    const bytes = new Uint8Array(model);
    const loaded = await loadOcr({ model: bytes }).catch(
      ({ code, message }) => `${code}: ${message}`,
    );
    const ocr = await OcrEngine.create(wasm, bytes);
    const white = { data: new Uint8Array(100 * 36).fill(255), width: 100, height: 36 };
    const created = ocr.recognize(white, { allow: '|' }).text;
    return Response.json({ loaded, created });
  },
};
