/**
 * Model bytes -> ready to read, uncompressed and in memory, engine's start included: ours beside
 * tesseract.js-core. Each figure comes from a process of its own, since a page starts an engine once
 * and what ran before is compiled already.
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { argv, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

import { loadModels } from './models.mjs';
import { median } from './statistics.mjs';

const require = createRequire(import.meta.url);
const script = fileURLToPath(import.meta.url);

/** What starts an engine, its script already loaded. */
const engines = {
  longhand: async () => {
    const { loadOcr } = await import('../../dist/node.js');
    return (model) => loadOcr({ model, build: 'relaxed' });
  },
  peer: async () => {
    const { createApi } = await import('./peers/tesseract_api.mjs');
    const factory = require('tesseract.js-core/tesseract-core-relaxedsimd-lstm.js');
    return (model) => createApi(factory, model);
  },
};

async function startOnce(name) {
  const { fast } = await loadModels();
  const start = await engines[name]();
  const before = performance.now();
  await start(fast);
  console.log(performance.now() - before);
}

export function measureReady({ rounds }) {
  const times = { longhand: [], peer: [] };
  for (let round = 0; round < rounds; ++round) {
    for (const name of Object.keys(times)) {
      times[name].push(Number(execFileSync(execPath, [script, name], { encoding: 'utf8' })));
    }
  }
  const medians = { longhand: median(times.longhand), peer: median(times.peer) };
  return { ready: { ratio: medians.peer / medians.longhand, medians } };
}

if (argv[1] === script) await startOnce(argv[2]);
