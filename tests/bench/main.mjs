#!/usr/bin/env node
/**
 * Every figure of the table in README.md here, in interleaved runs.
 *
 *     tests/bench/run [--only PART,PART...] [--json FILE] [--rounds N]
 *
 * Parts: ocr, ready, chromium, lstm, native-ocr, native-lstm, kernels, speech, download. FILE gets every
 * figure by its key, { ratio or value, medians }; what a run leaves out stays as FILE has it.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

/** Where each part is measured; loaded when its turn comes, since not all need the package. */
const parts = {
  ocr: ['./ocr.mjs', 'measureOcr'],
  ready: ['./ready.mjs', 'measureReady'],
  chromium: ['./chromium.mjs', 'measureChromium'],
  lstm: ['./native.mjs', 'measureWasmLstm'],
  'native-ocr': ['./native.mjs', 'measureNativeOcr'],
  'native-lstm': ['./native.mjs', 'measureNativeLstm'],
  kernels: ['./native.mjs', 'measurePeaks'],
  speech: ['./speech.mjs', 'measureSpeech'],
  download: ['./download.mjs', 'measureDownload'],
};

/** What must be known of the machine to read the figures. */
function machine() {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0].model,
    node: process.version,
    load: loadavg()[0].toFixed(2),
  };
}

function print(figures) {
  for (const [key, { ratio, value }] of Object.entries(figures)) {
    console.log(
      `${key.padEnd(26)} ${ratio === undefined ? value.toFixed(3) : `${ratio.toFixed(2)}x`}`,
    );
  }
}

async function main() {
  if (Number.parseInt(process.versions.node) < 22) {
    throw new Error(`expected Node 22 or newer for relaxed SIMD, found ${process.version}`);
  }
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: Object.keys(parts).join() },
      json: { type: 'string' },
      rounds: { type: 'string', default: '7' },
    },
  });
  const kept = values.json && existsSync(values.json);
  const figures = kept ? JSON.parse(await readFile(values.json, 'utf8')) : {};
  for (const part of values.only.split(',')) {
    if (!parts[part])
      throw new Error(`no part "${part}"; there are ${Object.keys(parts).join(', ')}`);
    const [module, measure] = parts[part];
    const before = machine();
    const measured = await (await import(module))[measure]({ rounds: Number(values.rounds) });
    for (const figure of Object.values(measured)) figure.machine = before;
    print(measured);
    Object.assign(figures, measured);
    if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  }
}

await main();
