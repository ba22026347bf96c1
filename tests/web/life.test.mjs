/** A hundred recognisers made, used and disposed of in one page of Chromium leave nothing behind. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { launch, openPage } from './browser.mjs';
import { serve } from './support.mjs';

const cycles = 100;
const warmUp = 20;
/** Fewer bytes than two recognisers hold; what the browser keeps for itself varies by as much. */
const processNoise = 16e6;
let server, browser;

before(async () => {
  server = await serve();
  browser = await launch('--enable-blink-features=ForceEagerMeasureMemory');
});

after(async () => {
  await browser.close();
  server.close();
});

/**
 * Bytes: the page's JavaScript heap; all that the page and its workers hold in JavaScript; their
 * WebAssembly memories; all private memory of the page's process.
 */
async function measure(page, devtools) {
  await page.evaluate(() => performance.clearResourceTimings());
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { bytes, breakdown } = await page.evaluate(() =>
    performance.measureUserAgentSpecificMemory(),
  );
  const workers = breakdown.filter(({ attribution }) =>
    attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'),
  );
  const processes = await pageProcesses();
  return {
    heap: usedSize,
    all: bytes,
    wasm: sum(processes.map(wasmBytes)),
    process: sum(processes.map(privateBytes)),
    workers: workers.length,
  };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

async function pageProcesses() {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

function privateBytes(id) {
  const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
  return 1024 * Number(/Private_Dirty:\s+(\d+)/.exec(rollup)[1]);
}

/**
 * V8 puts each WebAssembly memory where 32-bit addresses cannot leave what is reserved for it: at a
 * multiple of 4 GiB, writable as far as the memory goes, inaccessible behind.
 */
function wasmBytes(id) {
  const maps = readFileSync(`/proc/${id}/maps`, 'utf8');
  const memories = maps.matchAll(/^([\da-f]+)00000000-([\da-f]+) rw-p .*\n\2-[\da-f]+ ---p/gm);
  return sum(
    Array.from(memories, ([, start, end]) => Number(`0x${end}`) - Number(`0x${start}`) * 2 ** 32),
  );
}

const recognizers = {
  ocr: async (times) => {
    const { createOcr } = await import('/dist/ocr.js');
    for (let cycle = 0; cycle < times; cycle++) {
      window.last?.dispose();
      window.last = await createOcr({ model: '/models/eng.traineddata' });
      await window.last.recognize('/samples/night.png');
    }
  },
  speech: async (times) => {
    const { createSpeech } = await import('/dist/speech.js');
    for (let cycle = 0; cycle < times; cycle++) {
      window.last?.dispose();
      window.last = await createSpeech({ model: '/speech/en-int8.safetensors' });
      await window.last.transcribe('/voices/vm-goodbye.wav');
    }
  },
};

for (const [name, run] of Object.entries(recognizers)) {
  test(`${name}: memory is flat over ${cycles} recognisers`, async () => {
    const context = await browser.newContext();
    const page = await openPage(context, `${server.url}/?isolated`);
    const devtools = await context.newCDPSession(page);
    const idle = await measure(page, devtools);
    await page.evaluate(run, warmUp);
    await measure(page, devtools); // The first time it makes things of its own.
    const first = await measure(page, devtools);
    await page.evaluate(run, cycles);
    const last = await measure(page, devtools);
    await page.evaluate(() => window.last.dispose());
    const disposed = await measure(page, devtools);
    console.log(`${name}: ${JSON.stringify({ idle, first, last, disposed })}`);
    assert.ok(first.wasm > 5e6 && first.process > idle.process + 5e6, 'one recogniser is measured');
    for (const kind of ['heap', 'all', 'wasm']) assert.ok(last[kind] < first[kind] * 1.05, kind);
    assert.ok(last.process < first.process + processNoise);
    assert.deepEqual([first.workers, last.workers, disposed.workers], [1, 1, 0]);
    assert.equal(disposed.wasm, 0);
    await context.close();
  });
}
