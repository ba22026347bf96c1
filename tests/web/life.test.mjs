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
 * Bytes: the page's JavaScript heap; all that the page and its workers hold in JavaScript; all
 * private memory of the page's process, the WebAssembly memories among it.
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
  return { heap: usedSize, all: bytes, process: await privateBytes(), workers: workers.length };
}

/** Of the processes that run pages. */
async function privateBytes() {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = pages.map(({ id }) => {
    const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    return 1024 * Number(/Private_Dirty:\s+(\d+)/.exec(rollup)[1]);
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

const recognizers = {
  ocr: async (times) => {
    const { createOcr } = await import('/dist/ocr.js');
    for (let cycle = 0; cycle < times; cycle++) {
      const ocr = await createOcr({ model: '/models/eng.traineddata' });
      await ocr.recognize('/samples/night.png');
      ocr.dispose();
    }
  },
  speech: async (times) => {
    const { createSpeech } = await import('/dist/speech.js');
    for (let cycle = 0; cycle < times; cycle++) {
      const speech = await createSpeech({ model: '/speech/en-int8.safetensors' });
      await speech.transcribe('/voices/vm-goodbye.wav');
      speech.dispose();
    }
  },
};

for (const [name, run] of Object.entries(recognizers)) {
  test(`${name}: memory is flat over ${cycles} recognisers`, async () => {
    const context = await browser.newContext();
    const page = await openPage(context, `${server.url}/?isolated`);
    const devtools = await context.newCDPSession(page);
    await page.evaluate(run, warmUp);
    await measure(page, devtools); // The first time it makes things of its own.
    const first = await measure(page, devtools);
    await page.evaluate(run, cycles);
    const last = await measure(page, devtools);
    console.log(`${name}: ${JSON.stringify(first)} -> ${JSON.stringify(last)}`);
    for (const kind of ['heap', 'all']) assert.ok(last[kind] < first[kind] * 1.05, kind);
    assert.ok(last.process < first.process + processNoise);
    assert.equal(last.workers, 0);
    await context.close();
  });
}

test('while a recogniser lives, its worker and its memory show in the same measure', async () => {
  const context = await browser.newContext();
  const page = await openPage(context, `${server.url}/?isolated`);
  const devtools = await context.newCDPSession(page);
  const idle = await measure(page, devtools);
  await page.evaluate(async () => {
    const { createSpeech } = await import('/dist/speech.js');
    window.kept = await createSpeech({ model: '/speech/en-int8.safetensors' });
  });
  const busy = await measure(page, devtools);
  assert.ok(busy.workers > 0 && busy.process > idle.process + 5e6, JSON.stringify({ idle, busy }));
  await context.close();
});
