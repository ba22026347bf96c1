#!/usr/bin/env node
/**
 * The table of speeds of README.md here, as Markdown, from what `npm run bench -- --json FILE` kept.
 *
 *     tests/bench/table.mjs FILE
 */
import { readFile } from 'node:fs/promises';
import { argv } from 'node:process';

const times = (value) => `${value.toFixed(1)}x`;
const gain = (value) => `${value.toFixed(2)}x`;
const share = (value) => `${(value * 100).toFixed(0)} %`;
const ms = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const factor = (value) => value.toFixed(3);
const megabytes = (value) => `${value.toFixed(1)} MB`;
const kilobytes = (value) => `${(value / 1000).toFixed(0)} kB`;

/** What ours and the peer took, where a figure has both. */
const pairs = {
  ocr: ({ medians }, [, , build]) => {
    if (medians.together_ms) return [ms(medians.together_ms), ms(medians.alone_ms)];
    if (build === 'native') return [ms(medians.longhand), ms(medians.libtesseract)];
    const peers = Object.entries(medians).filter(([name]) => name.startsWith('tesseract.js-core'));
    const fastest = Math.min(...peers.map(([, engine]) => engine.ms.mixed));
    return [ms(medians[build].ms.mixed), ms(fastest)];
  },
  lstm: ({ medians }, [, , format, build]) => {
    const taken = medians.find(({ stack }) => stack === '3x256').ms;
    const [ours, peer] =
      build === 'native' ? [format, 'torch'] : [`${format}.${build}`, 'onnxruntime'];
    return [`${ms(taken[ours])} for 3x256`, ms(taken[peer])];
  },
  gemm: ({ medians }) => [
    `${medians.kernel.toFixed(0)} GMAC/s`,
    `${medians.peak.toFixed(0)} GMAC/s`,
  ],
  ready: ({ medians }) => [ms(medians.longhand), ms(medians.peer)],
  download: ({ medians }) => [kilobytes(medians.longhand), kilobytes(medians.peer)],
};

/** Key, work, peer, how a figure is shown, what it should reach. */
const rows = [
  ['ocr.fast.relaxed', 'a line of print, fast, relaxed SIMD', 'tesseract.js-core 7', times, 5],
  ['ocr.fast.simd', 'the same, SIMD128', 'tesseract.js-core 7', times, 4.5],
  ['ocr.fast.relaxed.chromium', 'the same in Chromium, relaxed', 'tesseract.js-core 7', times],
  ['ocr.best_int.relaxed', 'the same, best_int, relaxed', 'tesseract.js-core 7', times, 3],
  ['ocr.fast.native', 'the same, fast, native', 'libtesseract 5.3', times, 8],
  ['ocr.fast.relaxed.together', 'many lines by `recognizeAll`, fast, relaxed', 'one by one', gain],
  ['ocr.best_int.relaxed.together', 'the same, best_int, relaxed', 'one by one', gain],
  ['ocr.fast.native.together', 'the same, fast, native', 'one by one', gain],
  ['ocr.best_int.native.together', 'the same, best_int, native', 'one by one', gain],
  ['lstm.100.f32.relaxed', 'LSTM stacks, 100 steps, f32, relaxed', 'onnxruntime-web', times, 1.8],
  ['lstm.100.f32.bound', 'the least that any f32 engine must do', 'onnxruntime-web', times],
  ['lstm.100.int8.relaxed', 'the stacks in int8', 'onnxruntime-web, f32', times, 2.7],
  ['lstm.1.f32.relaxed', '1 step, f32, relaxed', 'onnxruntime-web', times, 1.8],
  ['lstm.1.f32.bound', 'the least that any f32 engine must do', 'onnxruntime-web', times],
  ['lstm.1.int8.relaxed', '1 step in int8', 'onnxruntime-web, f32', times, 3],
  ['lstm.100.f32.native', '100 steps, f32, native', 'PyTorch, OpenBLAS', times, 1],
  ['gemm.f32.peak', 'f32 product, native', 'measured peak', share, 0.75],
  ['gemm.int8.peak', 'int8 product, native', 'measured peak', share, 0.75],
  ['gemm.quantised.peak', "speech networks' int8 product, native", 'measured peak', share],
  ['download', 'bytes to download, gzip', "tesseract.js-core 7's wasm alone", times, 6],
  ['ready', 'bytes of the fast model until it can read', 'tesseract.js-core 7', times, 3],
  ['heap_mb', 'WebAssembly memory after 1,000 lines', '', megabytes, -32],
  [
    'speech.rtf.relaxed',
    'streamed speech, seconds of computing per second, relaxed',
    '',
    factor,
    -0.05,
  ],
  ['speech.rtf.simd', 'the same, SIMD128', '', factor, -0.05],
  ['speech.rtf.native', 'the same, native', '', factor, -0.05],
];

/** A limit below zero is the most that a figure may be. */
function wanted(limit, show) {
  if (limit === undefined) return '';
  return limit < 0 ? `at most ${show(-limit)}` : show(limit);
}

function line(figures, [key, work, peer, show, limit]) {
  const figure = figures[key];
  if (!figure) return [work, `\`${key}\``, '-', peer, 'not measured', wanted(limit, show)];
  const parts = key.split('.');
  const [ours, theirs] = pairs[parts[0]]?.(figure, parts) ?? ['', ''];
  const named = [peer, theirs].filter(Boolean).join(' ');
  return [work, `\`${key}\``, ours, named, show(figure.ratio ?? figure.value), wanted(limit, show)];
}

function table(figures) {
  const head = ['work', 'key', 'Longhand', 'beside', 'figure', 'wanted'];
  const lines = [head, head.map(() => '---'), ...rows.map((row) => line(figures, row))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** One line for the machine, with all dates and loads of the figures shown. */
function machine(figures) {
  const all = Object.values(figures).map((figure) => figure.machine);
  const values = (field) => [...new Set(all.map((one) => one[field]))].sort();
  const loads = values('load').map(Number);
  return (
    `Measured ${values('date').join(', ')} on ${values('processor').join(', ')}, ` +
    `Node ${values('node').join(', ')}, load ${Math.min(...loads)} to ${Math.max(...loads)}: ` +
    '`npm run bench -- --json FILE`, then `tests/bench/table.mjs FILE`.'
  );
}

const figures = JSON.parse(await readFile(argv[2], 'utf8'));
console.log(`${machine(figures)}\n\n${table(figures)}`);
