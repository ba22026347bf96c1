import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const dist = new URL('../../dist/', import.meta.url);

/** What a page with OCR loads of the package; the model aside. */
const ownFiles = ['ocr.js', 'ocr_worker.js', 'wasm/ocr.relaxed.wasm'];

async function gzipBytes(path) {
  return gzipSync(await readFile(path), { level: 9 }).length;
}

/** Bytes to download, gzip'ed: ours beside tesseract.js-core's relaxed LSTM wasm alone. */
export async function downloadFigures() {
  const own = await Promise.all(ownFiles.map((name) => gzipBytes(new URL(name, dist))));
  const longhand = own.reduce((sum, bytes) => sum + bytes, 0);
  const peer = await gzipBytes(
    require.resolve('tesseract.js-core/tesseract-core-relaxedsimd-lstm.wasm'),
  );
  return { ratio: peer / longhand, medians: { longhand, peer } };
}
