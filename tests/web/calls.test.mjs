/** What the page does with its workers, in Node: workers that the test itself answers for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createOcr, createSpeech } from '../../dist/index.js';

const emptyModule = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
const line = { data: new Uint8Array(36 * 36), width: 36, height: 36 };
const second = new Float32Array(8000);
const info = { build: 'simd' };
const heard = { events: [], milliseconds: 1 };
const sampled = { sampleRate: 8000 };

/** Answers `start` and `close`; for all else there is an event, so that the test answers. */
class TestWorker extends EventTarget {
  ended = false;

  /** @param started what it answers to `start` */
  constructor(started) {
    super();
    this.started = started;
  }

  postMessage(request, transfer) {
    const { id, method } = structuredClone(request, { transfer });
    const answer = (value) =>
      this.dispatchEvent(new MessageEvent('message', { data: { id, value } }));
    if (method === 'start') queueMicrotask(() => answer(this.started));
    else if (method === 'close') queueMicrotask(() => answer());
    else this.dispatchEvent(new CustomEvent('asked', { detail: { method, worker: this, answer } }));
  }

  terminate() {
    this.ended = true;
  }
}

/** A recogniser with such workers, and `next`, which resolves to what they are asked next. */
async function open(create, options) {
  const workers = [];
  const requests = [];
  let wake;
  const createWorker = () => {
    const worker = new TestWorker(create === createOcr ? [info] : info);
    worker.addEventListener('asked', ({ detail }) => {
      requests.push(detail);
      wake?.();
    });
    workers.push(worker);
    return worker;
  };
  const next = async () => {
    while (requests.length === 0) await new Promise((resolve) => (wake = resolve));
    return requests.shift();
  };
  const model = new Uint8Array(8);
  const made = await create({ model, wasmBinary: emptyModule, createWorker, ...options });
  return { recognizer: made, workers, requests, next };
}

const codeOf = (call) =>
  call.then(
    () => undefined,
    ({ name, code }) => (name === 'LonghandError' ? code : name),
  );

/** The same call of both recognisers. */
const kinds = {
  ocr: [createOcr, (ocr, options) => ocr.recognize(line, options), 'recognize'],
  speech: [
    createSpeech,
    (speech, options) => speech.transcribe(second, { ...sampled, ...options }),
    'open',
  ],
};

for (const [kind, [create, call, method]] of Object.entries(kinds)) {
  test(`${kind}: calls count from the start, are bounded, and come in their order`, async () => {
    const { recognizer, next, requests } = await open(create, { maxPending: 2 });
    const controller = new AbortController();
    const { signal } = controller;
    const outcomes = [{ signal }, {}, {}].map((options) => codeOf(call(recognizer, options)));
    assert.equal(recognizer.pending, 3);
    assert.equal(await outcomes[2], 'queue_full');
    assert.equal(recognizer.pending, 2);
    const first = await next();
    assert.equal(first.method, method);
    controller.abort();
    assert.equal(await outcomes[0], 'AbortError');
    assert.equal(recognizer.pending, 1);
    assert.equal(requests.length, 0, 'the worker is still at the call that was aborted');
    first.answer([]);
    assert.equal((await next()).method, method);
    const idle = recognizer.idle();
    recognizer.dispose();
    assert.equal(await outcomes[1], 'disposed');
    await idle;
    assert.equal(recognizer.pending, 0);
    assert.equal(await codeOf(call(recognizer)), 'disposed');
  });

  test(`${kind}: what a worker does not answer in time is given up, and the next one is asked`, async (context) => {
    const { recognizer, workers, next } = await open(create, { timeout: 3000 });
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const late = codeOf(call(recognizer));
    await next();
    context.mock.timers.tick(2999);
    assert.equal(workers[0].ended, false);
    context.mock.timers.tick(1);
    assert.equal(await late, 'timeout');
    assert.equal(workers[0].ended, true);
    void codeOf(call(recognizer));
    assert.equal((await next()).worker, workers[1]);
    recognizer.dispose();
  });

  test(`${kind}: a worker that hangs in a call that was aborted is replaced`, async (context) => {
    const { recognizer, workers, next } = await open(create);
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const controller = new AbortController();
    const aborted = codeOf(call(recognizer, { signal: controller.signal }));
    await next();
    controller.abort();
    assert.equal(await aborted, 'AbortError');
    void codeOf(call(recognizer));
    context.mock.timers.tick(1000);
    assert.equal((await next()).worker, workers[1]);
    assert.equal(workers[0].ended, true);
    recognizer.dispose();
  });

  test(`${kind}: a worker is ended when nobody has called for a while`, async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { recognizer, workers, next } = await open(create, { idleTimeout: 100, timeout: 60_000 });
    context.mock.timers.tick(99);
    assert.equal(workers[0].ended, false);
    void codeOf(call(recognizer));
    const asked = await next();
    context.mock.timers.tick(5000);
    assert.equal(asked.worker, workers[0]);
    assert.equal(workers[0].ended, false, 'not under a call');
    recognizer.dispose();
    const other = await open(create, { idleTimeout: 100 });
    context.mock.timers.tick(100);
    assert.equal(other.workers[0].ended, true);
    void codeOf(call(other.recognizer));
    assert.equal((await other.next()).worker, other.workers[1]);
    other.recognizer.dispose();
  });

  test(`${kind}: a worker that dies fails the call that it was at; the next ones get another`, async () => {
    const { recognizer, workers, next } = await open(create);
    const outcomes = [1, 2].map(() => codeOf(call(recognizer)));
    await next();
    workers[0].dispatchEvent(Object.assign(new Event('error'), { message: 'killed' }));
    assert.equal(await outcomes[0], 'worker');
    assert.equal((await next()).worker, workers[1]);
    recognizer.dispose();
    assert.equal(await outcomes[1], 'disposed');
    assert.equal(workers[1].ended, true);
  });

  test(`${kind}: an abort while a worker starts ends it`, async () => {
    const controller = new AbortController();
    const workers = [];
    const createWorker = () => {
      workers.push(new TestWorker());
      controller.abort();
      return workers[0];
    };
    const outcome = codeOf(open(create, { createWorker, signal: controller.signal }));
    assert.equal(await outcome, 'AbortError');
    assert.equal(workers[0].ended, true);
  });
}

test('an option that cannot be sent is told, and leaves no time running', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { recognizer, workers } = await open(createOcr, { timeout: 2000 });
  const call = recognizer.recognize(line, { logger: () => undefined });
  await assert.rejects(call, { code: 'invalid_option', message: /sent to a worker/ });
  context.mock.timers.tick(10_000);
  assert.equal(workers[0].ended, false);
});

test('many lines are one call, however few may wait', async () => {
  const { recognizer, next } = await open(createOcr, { maxPending: 1 });
  const reading = recognizer.recognizeAll(Array(40).fill(line));
  assert.equal(recognizer.pending, 1);
  for (let lines = 0; lines < 40;) {
    const { answer } = await next();
    const results = Array(Math.min(12, 40 - lines)).fill({ text: '' });
    lines += results.length;
    answer(results);
  }
  assert.equal((await reading).length, 40);
  assert.equal(recognizer.pending, 0);
});

test('a recording that is still fetched keeps no worker from the others', async () => {
  const { recognizer, next } = await open(createSpeech);
  const slow = new Blob([new Uint8Array(100)]);
  slow.slice = () => ({ arrayBuffer: () => new Promise(() => undefined) });
  const fetched = codeOf(recognizer.transcribe(slow));
  const written = recognizer.transcribe(second, sampled);
  for (const value of [undefined, heard, heard]) (await next()).answer(value);
  assert.equal((await written).duration, 1);
  recognizer.dispose();
  assert.equal(await fetched, 'disposed');
});

test('few recordings are opened ahead of those that are written down', async () => {
  const { recognizer, next } = await open(createSpeech);
  const file = () => new Blob([new Uint8Array(100)]);
  const broken = Array.from({ length: 10 }, () => codeOf(recognizer.transcribe(file())));
  assert.deepEqual(new Set(await Promise.all(broken)), new Set(['invalid_audio']));
  const calls = Array.from({ length: 10 }, () => codeOf(recognizer.transcribe(second, sampled)));
  const last = file();
  last.slice = () => assert.fail('opened too early');
  calls.push(codeOf(recognizer.transcribe(last)));
  await next();
  recognizer.dispose();
  assert.deepEqual(new Set(await Promise.all(calls)), new Set(['disposed']));
});
