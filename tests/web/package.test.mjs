/** The package in Chromium, under a strict Content-Security-Policy and without a bundler. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { launch, openPage } from './browser.mjs';
import { serve } from './support.mjs';

const text = 'Platform 9 departs at 18:45';
let server, browser, context, page;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext();
  page = await openPage(context, server.url);
  await page.evaluate(async () => {
    const { createOcr } = await import('/dist/ocr.js');
    window.create = (options) => createOcr({ model: '/models/eng.traineddata', ...options });
    /** A recogniser whose workers tell what they are asked for, and when they end. */
    window.watched = async (options) => {
      const workers = [];
      const telling = (worker, method, event) => {
        const call = worker[method].bind(worker);
        worker[method] = (...given) => {
          call(...given);
          worker.dispatchEvent(new CustomEvent(event, { detail: given[0]?.method }));
        };
      };
      const createWorker = () => {
        const worker = new Worker('/dist/ocr_worker.js', { type: 'module' });
        telling(worker, 'postMessage', 'asked');
        telling(worker, 'terminate', 'ended');
        workers.push(worker);
        return worker;
      };
      return { ocr: await window.create({ createWorker, ...options }), workers };
    };
    window.told = (worker, event) =>
      new Promise((resolve) => worker.addEventListener(event, resolve, { once: true }));
    window.outcome = (promise) =>
      promise.then(
        (value) => ({ value }),
        ({ name, code, message }) => ({ name, code, message }),
      );
    window.image = async () => {
      const image = Object.assign(new Image(), { src: '/samples/night.png' });
      await image.decode();
      return image;
    };
    window.canvas = async () => {
      const image = await window.image();
      const { width, height } = image;
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas;
    };
  });
});

test('every image source gives the same text, and none is used up', async () => {
  const texts = await page.evaluate(async () => {
    const ocr = await window.create();
    const blob = await (await fetch('/samples/night.png')).blob();
    const canvas = await window.canvas();
    const { width, height } = canvas;
    const offscreen = new OffscreenCanvas(width, height);
    offscreen.getContext('2d').drawImage(canvas, 0, 0);
    const sources = {
      blob,
      string: '/samples/night.png',
      url: new URL('/samples/night.png', location.href),
      bitmap: await createImageBitmap(blob),
      imageData: canvas.getContext('2d').getImageData(0, 0, width, height),
      canvas,
      offscreen,
      image: await window.image(),
      frame: new VideoFrame(canvas, { timestamp: 0 }),
    };
    const texts = {};
    for (const round of [1, 2]) {
      for (const [name, source] of Object.entries(sources)) {
        texts[name + round] = (await ocr.recognize(source)).text;
      }
    }
    sources.frame.close();
    return texts;
  });
  for (const [name, found] of Object.entries(texts)) assert.equal(found, text, name);
  assert.deepEqual(page.troubles, []);
});

test('a playing video gives its current frame', async () => {
  const found = await page.evaluate(async () => {
    const canvas = await window.canvas();
    const video = Object.assign(document.createElement('video'), { muted: true });
    video.srcObject = canvas.captureStream(10);
    const early = await window.outcome((await window.create()).recognize(video));
    const repaint = setInterval(() => canvas.getContext('2d').fillRect(0, 0, 1, 1), 50);
    await video.play();
    const { text } = await (await window.create()).recognize(video);
    clearInterval(repaint);
    return { early: early.code, text };
  });
  assert.deepEqual(found, { early: 'invalid_image', text });
});

test('relaxed SIMD is taken where it is there, and the result says so', async () => {
  assert.equal(await page.evaluate(async () => (await window.create()).build), 'relaxed');
});

test('an abort before, while loading, while waiting and while running', async () => {
  const found = await page.evaluate(async () => {
    const aborted = AbortSignal.abort();
    const early = await window.outcome(window.create({ signal: aborted }));
    const loading = new AbortController();
    const slow = window.outcome(
      window.create({
        model: '/models/eng.traineddata?slow',
        signal: loading.signal,
        onProgress: ({ phase, loaded }) => phase === 'model' && loaded > 0 && loading.abort(),
      }),
    );
    const { ocr, workers } = await window.watched();
    const before = await window.outcome(ocr.recognize('/samples/night.png', { signal: aborted }));
    const image = await createImageBitmap(await (await fetch('/samples/night.png')).blob());
    const abort = [new AbortController(), new AbortController()];
    const calls = abort.map(({ signal }) => window.outcome(ocr.recognize(image, { signal })));
    await window.told(workers[0], 'asked');
    for (const controller of abort) controller.abort();
    const names = (await Promise.all(calls)).map(({ name }) => name);
    await ocr.idle();
    return {
      names: [early.name, (await slow).name, before.name, ...names],
      pending: ocr.pending,
      text: (await ocr.recognize(image)).text,
    };
  });
  assert.deepEqual(found, { names: Array(5).fill('AbortError'), pending: 0, text });
});

test('bad images and options are refused and the recogniser goes on', async () => {
  const found = await page.evaluate(async () => {
    const ocr = await window.create();
    const wide = Object.assign(document.createElement('canvas'), { width: 40000, height: 1 });
    const png = await (await fetch('/samples/night.png')).arrayBuffer();
    const outcomes = [
      ocr.recognize(new Blob([])),
      ocr.recognize(new Blob(['not a picture'], { type: 'image/png' })),
      ocr.recognize(new Blob([png.slice(0, 100)], { type: 'image/png' })),
      ocr.recognize(document.createElement('canvas').cloneNode(), { allow: 5 }),
      ocr.recognize(wide),
      ocr.recognize(new Image()),
      ocr.recognize('/nothing.png'),
      ocr.recognize({ data: new Uint8Array(5), width: 2, height: 2 }),
      ocr.recognize({}),
      ocr.recognize(undefined),
    ];
    const codes = (await Promise.all(outcomes.map(window.outcome))).map(({ code }) => code);
    return { codes, text: (await ocr.recognize('/samples/night.png')).text };
  });
  const image = 'invalid_image';
  const expected = [
    image,
    image,
    image,
    'invalid_option',
    image,
    image,
    'network',
    image,
    image,
    image,
  ];
  assert.deepEqual(found, { codes: expected, text });
});

test('bad models are refused', async () => {
  const found = await page.evaluate(async () => {
    const models = [
      '/models/none.traineddata',
      '/samples/night.png',
      '/models/eng.traineddata?broken',
      new Uint8Array(10),
      new Blob([new Uint8Array([0x1f, 0x8b, 8, 0, 0])]),
      42,
    ];
    const outcomes = [];
    for (const model of models)
      outcomes.push((await window.outcome(window.create({ model }))).code);
    const integrity = `sha256-${'A'.repeat(43)}=`;
    outcomes.push((await window.outcome(window.create({ integrity }))).code);
    return outcomes;
  });
  assert.deepEqual(found, [
    'network',
    'invalid_model',
    'network',
    'invalid_model',
    'invalid_model',
    'invalid_option',
    'integrity',
  ]);
});

test('what came instead of a model is told by name', async () => {
  const found = await page.evaluate(async () => {
    const models = ['/?index', '/samples/night.png', '/speech/en-int8.safetensors'];
    const messages = [];
    for (const model of models)
      messages.push((await window.outcome(window.create({ model }))).message);
    return messages;
  });
  const expected = 'traineddata: expected a Tesseract model, found ';
  assert.ok(found[0].startsWith(`${expected}an HTML page "<!doctype html>`), found[0]);
  assert.equal(found[1], `${expected}a PNG picture`);
  assert.ok(found[2].endsWith('load it with createSpeech, loadSpeech or longhand speech'));
});

test('wrong options of a recogniser are refused before anything is fetched', async () => {
  const options = [
    { cache: 'never' },
    { workers: '2' },
    { maxPending: NaN },
    { timeout: '3000' },
    { timeout: 2 ** 31 },
    { idleTimeout: Infinity },
    { createWorker: 'worker.js' },
  ];
  const codes = await page.evaluate(async (all) => {
    const codes = [];
    for (const wrong of all) codes.push((await window.outcome(window.create(wrong))).code);
    return codes;
  }, options);
  assert.deepEqual(
    codes,
    options.map(() => 'invalid_option'),
  );
});

test('progress ends at its total, also where the server compresses on the way', async () => {
  const runs = await page.evaluate(async () => {
    const runs = [];
    for (const model of ['/models/deu.traineddata', '/models/deu.traineddata?gzip']) {
      const events = [];
      const onProgress = (event) => events.push(event);
      await window.create({ model, cache: 'none', onProgress });
      runs.push(events);
    }
    return runs;
  });
  for (const events of runs) {
    const model = events.filter(({ phase }) => phase === 'model');
    for (const { loaded, total } of model) assert.ok(total === undefined || loaded <= total);
    assert.deepEqual(model.at(-1), { phase: 'model', loaded: 1525436, total: 1525436 });
    assert.deepEqual(events.at(-1), { phase: 'load', loaded: 1, total: 1 });
  }
  assert.equal(runs[0].find(({ phase }) => phase === 'model').total, 1525436);
});

test('a model is fetched once, kept, and there without a connection', async () => {
  const path = '/models/fra.traineddata';
  const read = () =>
    page.evaluate(async (model) => {
      const ocr = await window.create({ model });
      return (await ocr.recognize(await window.canvas())).text.length > 5;
    }, path);
  await page.evaluate(() => window.image());
  assert.ok(await read());
  await page.route('**/*.traineddata', (route) => route.abort());
  assert.ok(await read());
  assert.equal(server.counts.get(path), 1);
  const outcome = await page.evaluate(
    (model) => window.outcome(window.create({ model, cache: 'none' })),
    path,
  );
  assert.equal(outcome.code, 'network');
});

test('where storage is denied a model is kept in memory', async () => {
  const path = '/models/ara.traineddata';
  await page.evaluate(() => {
    const denied = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    Object.defineProperty(window, 'caches', { value: { open: denied } });
  });
  for (const round of [1, 2]) {
    await page.evaluate((model) => window.create({ model }), path);
    assert.equal(server.counts.get(path), 1, `round ${round}`);
  }
});

test('where the storage of models is full, the oldest give way', async () => {
  const kept = await page.evaluate(async () => {
    const store = await caches.open('longhand-models');
    const headers = { 'content-length': '150000000' };
    for (const name of ['/older', '/newer']) await store.put(name, new Response('', { headers }));
    await window.create({ model: '/models/heb.traineddata' });
    return (await store.keys()).map(({ url }) => new URL(url).pathname);
  });
  assert.deepEqual(kept, ['/newer', '/models/heb.traineddata']);
});

test('two recognisers share one compiled module', async () => {
  const fetched = () => server.counts.get('/dist/wasm/ocr.relaxed.wasm') ?? 0;
  const before = fetched();
  await page.evaluate(() => Promise.all([window.create(), window.create(), window.create()]));
  assert.equal(fetched() - before, 1);
});

test('the queue is bounded, observable, and its results come in order', async () => {
  const found = await page.evaluate(async () => {
    const ocr = await window.create({ maxPending: 2 });
    const canvas = await window.canvas();
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const calls = Array.from({ length: 4 }, () => window.outcome(ocr.recognize(pixels)));
    await Promise.all(calls.slice(2));
    const { pending } = ocr;
    const codes = (await Promise.all(calls)).map(({ code }) => code ?? 'ok');
    const lines = ['/samples/night.png', pixels, '/samples/receipt.png', '/samples/night.png'];
    const texts = (await ocr.recognizeAll(lines)).map((result) => result.text.slice(0, 5));
    return { pending, codes, texts };
  });
  assert.deepEqual(found, {
    pending: 2,
    codes: ['ok', 'ok', 'queue_full', 'queue_full'],
    texts: ['Platf', 'Platf', 'TOTAL', 'Platf'],
  });
});

test('many lines are read in groups, in order, with progress, also from a generator', async () => {
  const found = await page.evaluate(async () => {
    const messages = [];
    const createWorker = () => {
      const worker = new Worker('/dist/ocr_worker.js', { type: 'module' });
      const send = worker.postMessage.bind(worker);
      worker.postMessage = (message, transfer) => {
        if (message.method === 'recognize') messages.push(message.argument.images.length);
        send(message, transfer);
      };
      return worker;
    };
    const ocr = await window.create({ createWorker });
    const names = ['night', 'receipt', 'novel'];
    const many = Array.from({ length: 30 }, (_, i) => `/samples/${names[i % 3]}.png`);
    const alone = [];
    for (const name of many.slice(0, 3)) alone.push((await ocr.recognize(name)).text);
    messages.length = 0;
    const progress = [];
    const onProgress = (event) => progress.push(event);
    const texts = async (images, options) =>
      (await ocr.recognizeAll(images, options)).map(({ text }) => text);
    const listed = await texts(many, { onProgress });
    const groups = messages.splice(0);
    // One canvas that is drawn anew for each line: what counts is what it shows when it is handed over.
    const canvas = document.createElement('canvas');
    async function* drawn() {
      for (const name of many.slice(0, 14)) {
        const image = await createImageBitmap(await (await fetch(name)).blob());
        Object.assign(canvas, { width: image.width, height: image.height });
        canvas.getContext('2d').drawImage(image, 0, 0);
        yield canvas;
      }
    }
    const counted = [];
    const streamed = await texts(drawn(), { onProgress: ({ total }) => counted.push(total) });
    const large = { data: new Uint8Array(3_000_000).fill(255), width: 3000, height: 1000 };
    messages.length = 0;
    await ocr.recognizeAll([large, large, large, '/samples/night.png']);
    return { alone, listed, groups, progress, streamed, counted, largeGroups: messages };
  });
  const expected = Array.from({ length: 30 }, (_, i) => found.alone[i % 3]);
  assert.deepEqual(found.listed, expected);
  assert.deepEqual(found.groups, [12, 12, 6]);
  assert.deepEqual(
    found.progress,
    [12, 24, 30].map((loaded) => ({ phase: 'read', loaded, total: 30 })),
  );
  assert.deepEqual(found.streamed, expected.slice(0, 14));
  assert.deepEqual(found.counted, [undefined, undefined]);
  assert.deepEqual(found.largeGroups, [2, 2]);
});

test('an abort or a bad image ends the reading of many lines; the recogniser goes on', async () => {
  const found = await page.evaluate(async () => {
    const ocr = await window.create();
    const night = '/samples/night.png';
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const { signal } = controller;
    const aborted = await window.outcome(
      ocr.recognizeAll(Array(100).fill(night), { signal, onProgress }),
    );
    const short = { data: new Uint8Array(36), width: 1, height: 37 };
    const many = [night, night, '/nothing.png', night];
    const outcomes = [
      ocr.recognizeAll(many),
      ocr.recognizeAll([night, short, night]),
      ocr.recognizeAll([night], { allow: 5 }),
    ];
    const codes = (await Promise.all(outcomes.map(window.outcome))).map(({ code }) => code);
    await ocr.idle();
    const { text } = await ocr.recognize(night);
    return { name: aborted.name, codes, none: await ocr.recognizeAll([]), text };
  });
  assert.deepEqual(found, {
    name: 'AbortError',
    codes: ['network', 'invalid_image', 'invalid_option'],
    none: [],
    text,
  });
});

test('a worker that died is reported once and replaced', async () => {
  const found = await page.evaluate(async () => {
    const { ocr, workers } = await window.watched();
    const dying = window.outcome(ocr.recognize('/samples/night.png'));
    await window.told(workers[0], 'asked');
    workers[0].dispatchEvent(new ErrorEvent('error', { message: 'killed by the test' }));
    const { code } = await dying;
    const { text } = await ocr.recognize('/samples/night.png');
    return { code, text, workers: workers.length };
  });
  assert.deepEqual(found, { code: 'worker', text, workers: 2 });
});

test('a worker script that is not there is a clear error', async () => {
  const outcome = await page.evaluate(() =>
    window.outcome(window.create({ workerUrl: '/none.js' })),
  );
  assert.equal(outcome.code, 'worker');
  assert.match(outcome.message, /workerUrl/);
});

test('an idle worker is ended and started again', async () => {
  const found = await page.evaluate(async () => {
    const { ocr, workers } = await window.watched({ idleTimeout: 100 });
    await window.told(workers[0], 'ended');
    const { text } = await ocr.recognize('/samples/night.png');
    return { workers: workers.length, text };
  });
  assert.deepEqual(found, { workers: 2, text });
});

test('after dispose calls reject, also those under way', async () => {
  const codes = await page.evaluate(async () => {
    const ocr = await window.create();
    const running = window.outcome(ocr.recognize(await window.canvas()));
    ocr.dispose();
    ocr[Symbol.dispose]?.();
    const later = window.outcome(ocr.recognize('/samples/night.png'));
    return [(await running).code, (await later).code];
  });
  assert.deepEqual(codes, ['disposed', 'disposed']);
});

test('wasmUrl as folder and wasmBinary as bytes', async () => {
  const builds = await page.evaluate(async () => {
    const bytes = await (await fetch('/dist/wasm/ocr.simd.wasm')).arrayBuffer();
    const made = [
      await window.create({ wasmUrl: '/dist/wasm/' }),
      await window.create({ wasmUrl: '/dist/wasm/ocr.simd.wasm' }),
      await window.create({ wasmBinary: bytes }),
    ];
    const bad = await window.outcome(window.create({ wasmBinary: new Uint8Array(8) }));
    return [...made.map(({ build }) => build), bad.code];
  });
  assert.deepEqual(builds, ['relaxed', 'simd', 'simd', 'wasm']);
});

test('an argument that cannot be sent is told, and the recogniser goes on', async () => {
  const found = await page.evaluate(async () => {
    const ocr = await window.create();
    const canvas = await window.canvas();
    const { code, message } = await window.outcome(ocr.recognize(canvas, { logger: () => {} }));
    return { code, message, text: (await ocr.recognize(canvas)).text };
  });
  assert.match(found.message, /sent to a worker/);
  assert.deepEqual([found.code, found.text], ['invalid_option', text]);
});
