import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const dist = new URL('../../dist/', import.meta.url);

/** A script and what it imports, directly or not. */
async function withImports(name, found = new Map()) {
  if (found.has(name)) return found;
  const script = await readFile(new URL(name, dist), 'utf8');
  found.set(name, script);
  for (const [, next] of script.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
    await withImports(next, found);
  }
  return found;
}

const gzipBytes = (content) => gzipSync(content, { level: 9 }).length;

/** Bytes that a page with OCR loads, gzip'ed, the model aside: ours beside tesseract.js-core's
 *  relaxed LSTM wasm alone. */
export async function measureDownload() {
  const scripts = await withImports('ocr_worker.js', await withImports('ocr.js'));
  const wasm = await readFile(new URL('wasm/ocr.relaxed.wasm', dist));
  const longhand = [...scripts.values(), wasm].reduce((sum, file) => sum + gzipBytes(file), 0);
  const peer = gzipBytes(
    await readFile(require.resolve('tesseract.js-core/tesseract-core-relaxedsimd-lstm.wasm')),
  );
  return { download: { ratio: peer / longhand, medians: { longhand, peer } } };
}
