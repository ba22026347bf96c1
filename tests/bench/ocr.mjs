/**
 * Milliseconds per line of print: Longhand's two builds beside tesseract.js-core and
 * tesseract-wasm, same model, same lines, one thread, interleaved.
 */
import { loadOcr } from '../../dist/node.js';
import { compareEngines } from './compare.mjs';
import { loadLines, toImageData, toPgm } from './lines.mjs';
import { loadModels } from './models.mjs';
import { createTesseractJsCore } from './peers/tesseract_js_core.mjs';
import { createTesseractWasm } from './peers/tesseract_wasm.mjs';
import { interleave, median } from './statistics.mjs';

const toPixels = ({ width, height, grey }) => ({ width, height, data: grey });

export async function createLonghand(model, build) {
  const engine = await loadOcr({ model, build });
  return {
    recognize: (line) => engine.recognize(toPixels(line)).text,
    recognizeAll: (lines) => engine.recognizeAll(lines.map(toPixels)).map(({ text }) => text),
    memory: () => engine.memory,
    close: () => engine.dispose(),
  };
}

const engines = {
  relaxed: (model) => createLonghand(model, 'relaxed'),
  simd: (model) => createLonghand(model, 'simd'),
  'tesseract.js-core relaxed': (model) => createTesseractJsCore(model, 'relaxedsimd'),
  'tesseract.js-core simd': (model) => createTesseractJsCore(model, 'simd'),
  'tesseract-wasm': (model) => createTesseractWasm(model),
};

/** Every line in every form that an engine takes, so that none is made while time is taken. */
export async function prepareLines() {
  return Object.fromEntries(
    Object.entries(await loadLines()).map(([length, lines]) => [
      length,
      lines.map((line) => ({ ...line, pgm: toPgm(line), imageData: toImageData(line) })),
    ]),
  );
}

/** The faster of the two builds of tesseract.js-core, in milliseconds per line. */
function peer(results, length) {
  return Math.min(
    ...Object.entries(results)
      .filter(([name]) => name.startsWith('tesseract.js-core'))
      .map(([, { ms }]) => ms[length]),
  );
}

function print(model, results) {
  for (const [name, { ms, agreement: same }] of Object.entries(results)) {
    const cells = Object.entries(ms).map(
      ([length, value]) =>
        `${length} ${value.toFixed(2)} ms ${(peer(results, length) / value).toFixed(2)}x`,
    );
    console.log(`${model.padEnd(9)}${name.padEnd(27)}${cells.join('  ')}  texts ${percent(same)}`);
  }
}

const percent = (share) => `${(share * 100).toFixed(0)} % as ours`;

/** A peer that reads something else is not doing the same work. */
function checkAgreement(results) {
  for (const [name, { agreement: same }] of Object.entries(results)) {
    if (same < 0.6) throw new Error(`${name} reads only ${percent(same)}: nothing to compare with`);
  }
}

/** The figures of one model: `ocr.MODEL.BUILD` + suffix for each of our builds. */
export function ocrFigures(model, results, suffix = '') {
  print(model, results);
  checkAgreement(results);
  const medians = Object.fromEntries(
    Object.entries(results).map(([name, { ms, agreement: same }]) => [
      name,
      { ms, agreement: same },
    ]),
  );
  const builds = Object.keys(results).filter((name) => !name.startsWith('tesseract'));
  return Object.fromEntries(
    builds.map((build) => [
      `ocr.${model}.${build}${suffix}`,
      { ratio: peer(results, 'mixed') / results[build].ms.mixed, medians },
    ]),
  );
}

/** Lines of all lengths by turns, as a page has them. */
function mix(lengths) {
  const lists = Object.values(lengths);
  return lists[0].flatMap((_, i) => lists.flatMap((lines) => lines[i] ?? []));
}

/** `ocr.MODEL.BUILD.together`: how much faster lines are read together than one by one. */
async function togetherFigures(model, engines, lengths, rounds) {
  const lines = mix(lengths);
  const figures = {};
  for (const [build, engine] of Object.entries(engines)) {
    if (!engine.recognizeAll) continue;
    const tasks = {
      alone: async () => lines.forEach((line) => engine.recognize(line)),
      together: async () => void engine.recognizeAll(lines),
    };
    const times = await interleave(tasks, { rounds });
    const alone = median(times.alone) / lines.length;
    const together = median(times.together) / lines.length;
    figures[`ocr.${model}.${build}.together`] = {
      ratio: alone / together,
      medians: { alone_ms: alone, together_ms: together },
    };
  }
  return figures;
}

/** Megabytes of WebAssembly memory after 1,000 recognitions of mixed lines. */
async function measureHeap(model, lengths) {
  const lines = Object.values(lengths).flat();
  const engine = await createLonghand(model, 'relaxed');
  const before = engine.memory();
  for (let i = 0; i < 1000; ++i) engine.recognize(lines[i % lines.length]);
  const after = engine.memory();
  engine.close();
  return {
    value: after / 2 ** 20,
    medians: { before_mb: before / 2 ** 20, after_mb: after / 2 ** 20 },
  };
}

/** @returns the figures by their keys, each { ratio | value, medians } */
export async function measureOcr({ rounds }) {
  const lengths = await prepareLines();
  const models = await loadModels();
  const figures = {};
  for (const [name, model] of Object.entries(models)) {
    const running = {};
    for (const [engine, create] of Object.entries(engines)) running[engine] = await create(model);
    Object.assign(figures, ocrFigures(name, await compareEngines(running, lengths, rounds)));
    Object.assign(figures, await togetherFigures(name, running, lengths, rounds));
    Object.values(running).forEach((engine) => engine.close());
  }
  figures.heap_mb = await measureHeap(models.fast, lengths);
  return figures;
}
