/** Several workers share the calls of one recogniser: in Chromium, with and without isolation. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { launch, openPage } from './browser.mjs';
import { serve } from './support.mjs';

const lines = ['night', 'receipt', 'novel'].map((name) => `/samples/${name}.png`);
/** So many that three workers have started before all are read. */
const repeats = 100;
const total = repeats * lines.length;
let server, browser, context, page;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

beforeEach(() => open(''));

async function open(search) {
  await context?.close();
  context = await browser.newContext();
  page = await openPage(context, `${server.url}/${search}`);
  await page.evaluate(async () => {
    const { createOcr } = await import('/dist/ocr.js');
    window.decode = async (line) => {
      const bitmap = await createImageBitmap(await (await fetch(line)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height);
    };
    /** A recogniser and the lines that each of its workers read; the workers from `broken` on fail. */
    window.create = async (options, broken = Infinity) => {
      const lines = [];
      const createWorker = () => {
        const number = lines.push(0) - 1;
        const worker = new Worker(number < broken ? '/dist/ocr_worker.js' : '/none.js', {
          type: 'module',
        });
        const send = worker.postMessage.bind(worker);
        worker.postMessage = (message, transfer) => {
          if (message.method === 'recognize') lines[number] += message.argument.images.length;
          send(message, transfer);
        };
        return worker;
      };
      const ocr = await createOcr({ model: '/models/eng.traineddata', createWorker, ...options });
      return { ocr, shares: lines };
    };
  });
}

/**
 * The texts of `lines` repeated, as `workers` of them read them, and how many each worker read. The
 * images are decoded beforehand, so that the workers are what is waited for.
 */
const read = (options, broken) =>
  page.evaluate(
    async ({ lines, repeats, options, broken }) => {
      const { ocr, shares } = await window.create(options, broken ?? undefined);
      const images = await Promise.all(lines.map(window.decode));
      const many = Array.from({ length: repeats }, () => images).flat();
      const results = await ocr.recognizeAll(many);
      const { pending } = ocr;
      ocr.dispose();
      return { texts: results.map(({ text }) => text), shares, pending };
    },
    { lines, repeats, options, broken: broken ?? null },
  );

for (const [where, search] of [
  ['a page', ''],
  ['an isolated page', '?isolated'],
]) {
  test(`three workers share lines in ${where}; results keep their order`, async () => {
    await open(search);
    const one = await read({ workers: 1 });
    const three = await read({ workers: 3 });
    assert.deepEqual(three.texts, one.texts);
    assert.equal(new Set(one.texts).size, lines.length);
    assert.deepEqual(one.shares, [total]);
    assert.equal(three.shares.length, 3);
    assert.equal(
      three.shares.reduce((sum, share) => sum + share),
      total,
    );
    assert.ok(three.shares[1] > 0, String(three.shares));
    assert.equal(three.pending, 0);
  });
}

test('calls one after the other need one worker', async () => {
  const shares = await page.evaluate(async (lines) => {
    const { ocr, shares } = await window.create({ workers: 4 });
    for (const line of lines) await ocr.recognize(line);
    return shares;
  }, lines);
  assert.deepEqual(shares, [3]);
});

test('where a second worker cannot start, the first does the work', async () => {
  const { texts, shares } = await read({ workers: 3 }, 1);
  assert.equal(texts.length, total);
  assert.deepEqual(shares, [total, 0]);
});

test('the bound of the queue holds for all workers together; an abort leaves it', async () => {
  const found = await page.evaluate(async () => {
    const { ocr } = await window.create({ workers: 2, maxPending: 3 });
    const pixels = new ImageData(2000, 40);
    const controller = new AbortController();
    const options = [{}, {}, { signal: controller.signal }, {}];
    const outcomes = options.map((option) =>
      ocr.recognize(pixels, option).then(
        () => 'read',
        ({ name, code }) => (name === 'AbortError' ? name : code),
      ),
    );
    const full = await outcomes[3];
    controller.abort();
    const codes = [...(await Promise.all(outcomes.slice(0, 3))), full];
    await ocr.idle();
    return { codes, pending: ocr.pending };
  });
  assert.deepEqual(found, { codes: ['read', 'read', 'AbortError', 'queue_full'], pending: 0 });
});

test('dispose ends all workers and all that waits', async () => {
  const codes = await page.evaluate(async (line) => {
    const { ocr } = await window.create({ workers: 2 });
    const image = await createImageBitmap(await (await fetch(line)).blob());
    const calls = Array.from({ length: 6 }, () => ocr.recognize(image).catch(({ code }) => code));
    ocr.dispose();
    return Promise.all(calls);
  }, lines[0]);
  assert.equal(codes.at(-1), 'disposed');
});

test('an impossible number of workers is an error', async () => {
  const code = await page.evaluate(() => window.create({ workers: 0 }).catch(({ code }) => code));
  assert.equal(code, 'invalid_option');
});

test('two workers write down two recordings at a time', async () => {
  const found = await page.evaluate(async () => {
    const { createSpeech } = await import('/dist/speech.js');
    const model = '/speech/en-int8.safetensors';
    const run = async (workers) => {
      const speech = await createSpeech({ model, workers });
      let under = 0;
      let most = 0;
      const names = ['vm-goodbye', 'conf-onlyperson'];
      const voices = Array.from({ length: 12 }, () => names).flat();
      const texts = await Promise.all(
        voices.map(async (name) => {
          let started = false;
          const onProgress = ({ phase }) => {
            if (phase !== 'transcribe') return;
            if (!started) most = Math.max(most, ++under);
            started = true;
          };
          const { text } = await speech.transcribe(`/voices/${name}.wav`, { onProgress });
          under--;
          return text;
        }),
      );
      speech.dispose();
      return { texts, most };
    };
    return [await run(1), await run(2)];
  });
  const [one, two] = found;
  assert.deepEqual(two.texts, one.texts);
  assert.ok(one.texts.every((text) => text.length > 0));
  assert.deepEqual([one.most, two.most], [1, 2]);
});
