import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createOCREngine } from 'tesseract-wasm';

const require = createRequire(import.meta.url);
const singleLine = '7';

/** tesseract-wasm, one line a call. */
export async function createTesseractWasm(modelBytes) {
  const folder = require.resolve('tesseract-wasm').replace(/[^/]*$/, '');
  const wasmBinary = await readFile(`${folder}tesseract-core.wasm`);
  const { warn } = console;
  console.warn = () => {}; // the engine keeps it for its remarks on each line
  const engine = await createOCREngine({ wasmBinary });
  console.warn = warn;
  engine.loadModel(modelBytes);
  engine.setVariable('tessedit_pageseg_mode', singleLine);
  return {
    recognize({ imageData }) {
      engine.loadImage(imageData);
      return engine.getText().trim();
    },
    close() {
      engine.destroy();
    },
  };
}
