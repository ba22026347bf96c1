/** What chromium.mjs runs inside the page. */
import { compareEngines } from './compare.mjs';
import { createApi } from './peers/tesseract_api.mjs';

/** The package as a page uses it: a worker reads, the page waits. */
async function createLonghand(url) {
  const { createOcr } = await import('/dist/ocr.js');
  const ocr = await createOcr({ model: new URL(url, location.href).href });
  return {
    name: ocr.build,
    recognize: async ({ image }) => (await ocr.recognize(image)).text,
  };
}

async function loadScript(url) {
  const script = document.createElement('script');
  script.src = url;
  document.head.append(script);
  await new Promise((resolve, reject) =>
    Object.assign(script, { onload: resolve, onerror: reject }),
  );
}

async function createPeer(model, build) {
  await loadScript(`/peer/tesseract-core-${build}-lstm.wasm.js`);
  return createApi(globalThis.TesseractCore, model);
}

/** The bytes of the file and the picture that a page would have drawn from it. */
function decode({ width, height, pgm }) {
  const file = Uint8Array.from(atob(pgm), (letter) => letter.charCodeAt(0));
  const grey = file.subarray(file.length - width * height);
  const data = new Uint8ClampedArray(4 * grey.length);
  grey.forEach((value, i) => data.set([value, value, value, 255], 4 * i));
  return { pgm: file, image: new ImageData(data, width, height) };
}

export async function measure({ model, lengths, rounds }) {
  const bytes = new Uint8Array(await (await fetch(model)).arrayBuffer());
  const longhand = await createLonghand(model);
  const running = {
    [longhand.name]: longhand,
    'tesseract.js-core relaxed': await createPeer(bytes, 'relaxedsimd'),
    'tesseract.js-core simd': await createPeer(bytes, 'simd'),
  };
  const decoded = Object.fromEntries(
    Object.entries(lengths).map(([length, lines]) => [length, lines.map(decode)]),
  );
  return compareEngines(running, decoded, rounds);
}
