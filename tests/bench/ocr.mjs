#!/usr/bin/env node
/**
 * Milliseconds per line of print: Longhand's two builds beside tesseract.js-core and tesseract-wasm,
 * same model, same lines, one thread, interleaved.   node tests/bench/ocr.mjs [--json FILE] [--rounds N]
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { loadOcr } from '../../dist/node.js';
import { downloadFigures } from './download.mjs';
import { loadLines, toImageData, toPgm } from './lines.mjs';
import { loadModels } from './models.mjs';
import { createTesseractJsCore } from './peers/tesseract_js_core.mjs';
import { createTesseractWasm } from './peers/tesseract_wasm.mjs';
import { interleave, median } from './statistics.mjs';

async function createLonghand(model, build) {
  const engine = await loadOcr({ model, build });
  return {
    recognize: ({ width, height, grey }) => engine.recognize({ width, height, data: grey }).text,
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

/** Median milliseconds per line, by engine, for one model and one list of lines. */
async function measureLines(model, lines, rounds) {
  const running = {};
  for (const [name, create] of Object.entries(engines)) running[name] = await create(model);
  const tasks = Object.fromEntries(
    Object.entries(running).map(([name, engine]) => [
      name,
      () => lines.forEach((line) => engine.recognize(line)),
    ]),
  );
  const times = await interleave(tasks, { rounds });
  Object.values(running).forEach((engine) => engine.close());
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, median(all) / lines.length]),
  );
}

/** The faster of the two builds of tesseract.js-core. */
function peer(times) {
  return Math.min(times['tesseract.js-core relaxed'], times['tesseract.js-core simd']);
}

async function measureReady(model, rounds) {
  const times = await interleave(
    {
      longhand: async () => (await createLonghand(model, 'relaxed')).close(),
      peer: async () => (await createTesseractJsCore(model, 'relaxedsimd')).close(),
    },
    { rounds, warmup: 1 },
  );
  return { longhand: median(times.longhand), peer: median(times.peer) };
}

function print(title, times) {
  const cells = Object.entries(times).map(([name, ms]) => `${name} ${ms.toFixed(2)} ms`);
  console.log(
    `${title.padEnd(18)} ${cells.join(' | ')} | ${(peer(times) / times.relaxed).toFixed(2)}x`,
  );
}

async function main() {
  if (Number.parseInt(process.versions.node) < 22) {
    throw new Error(`expected Node 22 or newer for relaxed SIMD, found ${process.version}`);
  }
  const { values } = parseArgs({
    options: { json: { type: 'string' }, rounds: { type: 'string', default: '7' } },
  });
  const rounds = Number(values.rounds);
  const lengths = await loadLines();
  const prepared = Object.fromEntries(
    Object.entries(lengths).map(([name, lines]) => [
      name,
      lines.map((line) => ({ ...line, pgm: toPgm(line), imageData: toImageData(line) })),
    ]),
  );
  const mixed = Object.values(prepared).flat();
  const figures = {};
  for (const [name, model] of Object.entries(await loadModels())) {
    for (const [length, lines] of Object.entries(prepared)) {
      print(`${name}, ${length}`, await measureLines(model, lines, rounds));
    }
    const times = await measureLines(model, mixed, rounds);
    print(`${name}, mixed`, times);
    figures[`ocr.${name}.relaxed`] = { ratio: peer(times) / times.relaxed, medians: times };
    figures[`ocr.${name}.simd`] = { ratio: peer(times) / times.simd, medians: times };
  }
  const { fast } = await loadModels();
  const ready = await measureReady(fast, rounds);
  figures.ready = { ratio: ready.peer / ready.longhand, medians: ready };
  figures.download = await downloadFigures();
  for (const [key, { ratio }] of Object.entries(figures)) {
    console.log(`${key.padEnd(22)} ${ratio.toFixed(2)}x`);
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

await main();
