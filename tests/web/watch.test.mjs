/** Watching in Chromium: a page of the fixtures plays the part of the camera, still or with noise. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { launch, openPage } from './browser.mjs';
import { fixturePages, serve } from './support.mjs';
import { greyPicture, writeVideo } from './videos.mjs';

const pageOf = (name) => fixturePages().find((page) => page.name === name);
const fixture = pageOf('panels');
const receipt = pageOf('receipt');
const folder = mkdtempSync(join(tmpdir(), 'longhand-watch-'));
const videos = { still: [fixture, [0]], noisy: [receipt, Array.from({ length: 12 }, () => 4)] };
const linesOf = (text) => text.replaceAll('\t', ' ').split('\n').filter(Boolean);
const browsers = {};
let server, context, page;

before(async () => {
  server = await serve();
  for (const [name, [{ file: picture }, noises]] of Object.entries(videos)) {
    const file = join(folder, `${name}.y4m`);
    writeVideo(file, greyPicture(picture), noises);
    browsers[name] = await launch(
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    );
  }
});

after(async () => {
  for (const browser of Object.values(browsers)) await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => open('still'));

async function open(name) {
  await context?.close();
  context = await browsers[name].newContext({ permissions: ['camera'] });
  page = await openPage(context, server.url);
  await page.evaluate(async () => {
    const { createOcr } = await import('/dist/ocr.js');
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.tracks = [];
    navigator.mediaDevices.getUserMedia = async (asked) => {
      window.asked = asked;
      const stream = await open(asked);
      window.tracks.push(...stream.getTracks());
      return stream;
    };
    window.states = () => window.tracks.map(({ readyState }) => readyState);
    window.outcome = (promise) =>
      promise.then(
        (value) => ({ value }),
        ({ name, code, message }) => ({ name, code, message }),
      );
    window.wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    /** A recogniser; `onRead` is called when a picture goes to the worker. */
    window.create = (onRead = () => undefined) => {
      const createWorker = () => {
        const worker = new Worker('/dist/ocr_worker.js', { type: 'module' });
        const post = worker.postMessage.bind(worker);
        worker.postMessage = (request, transfer) => {
          post(request, transfer);
          if (request.method === 'beginPage') onRead();
        };
        return worker;
      };
      return createOcr({ model: '/models/eng.traineddata', createWorker });
    };
    window.read = async (watching, enough = () => false) => {
      for await (const page of watching) if (enough(page)) return page;
    };
  });
}

test('the camera at the back is read; leaving the loop releases it', async () => {
  const found = await page.evaluate(async () => {
    const ocr = await window.create();
    const watching = ocr.watch();
    await watching.started;
    const during = [...window.states(), ocr.pending];
    const { text, lines, width, height } = await window.read(watching, ({ text }) => text);
    const states = window.states();
    await ocr.idle();
    const later = await watching.next();
    return {
      during,
      text,
      ids: lines.map(({ id }) => id),
      width,
      height,
      states,
      later,
      asked: window.asked,
    };
  });
  assert.deepEqual(found.during, ['live', 1]);
  assert.deepEqual(linesOf(found.text), fixture.lines);
  assert.equal(new Set(found.ids).size, found.ids.length);
  assert.deepEqual([found.width, found.height], [800, 640]);
  assert.deepEqual(found.states, ['ended']);
  assert.equal(found.later.done, true);
  assert.equal(found.asked.video.facingMode, 'environment');
  assert.equal(found.asked.audio, undefined);
  assert.deepEqual(page.troubles, []);
});

test('an empty <video> gets the camera, and shows it as long as it is read', async () => {
  const found = await page.evaluate(async () => {
    const ocr = await window.create();
    const video = document.body.appendChild(document.createElement('video'));
    const watching = ocr.watch(video, { constraints: { width: 320 } });
    await window.read(watching, () => true);
    const after = video.srcObject;
    const again = ocr.watch(video);
    await again.started;
    const during = [video.videoWidth > 0, video.paused, video.muted];
    again.stop();
    return { after, during, states: window.states(), asked: window.asked.video };
  });
  assert.equal(found.after, null);
  assert.deepEqual(found.during, [true, false, true]);
  assert.deepEqual(found.states, ['ended', 'ended']);
});

test('a picture that does not change is read once; stop ends the waiting at once', async () => {
  const found = await page.evaluate(async () => {
    let reads = 0;
    const ocr = await window.create(() => reads++);
    const watching = ocr.watch();
    const pages = [];
    const reading = (async () => {
      for await (const { text } of watching) pages.push(text);
      return 'end';
    })();
    while (!pages.some(Boolean)) await window.wait(50);
    const before = reads;
    await window.wait(1500);
    const later = reads;
    watching.stop();
    const states = window.states();
    return { before, later, states, end: await reading, done: (await watching.next()).done };
  });
  assert.equal(found.later, found.before);
  assert.deepEqual(found.states, ['ended']);
  assert.deepEqual([found.end, found.done], ['end', true]);
});

test('an abort rejects at once and releases the camera, in each phase, also amid a reading', async () => {
  const found = await page.evaluate(async () => {
    let onRead = () => undefined;
    const ocr = await window.create(() => onRead());
    const outcomes = [];
    const watch = async (abort, when) => {
      const watching = ocr.watch(undefined, { signal: abort.signal });
      const reading = window.outcome(window.read(watching));
      await when(watching);
      abort.abort();
      const states = window.states();
      outcomes.push([(await reading).name, (await watching.next()).done, ...states.slice(-1)]);
      await ocr.idle();
    };
    const early = new AbortController();
    early.abort();
    await watch(early, () => undefined);
    await watch(new AbortController(), ({ started }) => started);
    const amid = () => new Promise((resolve) => (onRead = resolve));
    await watch(new AbortController(), amid);
    const { text } = await window.read(ocr.watch(), ({ text }) => text);
    return { outcomes, text, states: window.states() };
  });
  assert.deepEqual(found.outcomes, [
    ['AbortError', true],
    ['AbortError', true, 'ended'],
    ['AbortError', true, 'ended'],
  ]);
  assert.deepEqual(linesOf(found.text), fixture.lines);
  assert.ok(found.states.every((state) => state === 'ended'));
});

test('stop and dispose amid a reading', async () => {
  const found = await page.evaluate(async () => {
    let onRead = () => undefined;
    const ocr = await window.create(() => onRead());
    const amid = () => new Promise((resolve) => (onRead = resolve));
    const watching = ocr.watch();
    const stopped = window.outcome(window.read(watching));
    await amid();
    watching.stop();
    const states = window.states();
    const other = ocr.watch();
    const disposed = window.outcome(window.read(other));
    await amid();
    ocr.dispose();
    const { code } = await disposed;
    await ocr.idle();
    return { stopped: await stopped, states, code, later: window.states() };
  });
  assert.deepEqual(found, {
    stopped: { value: undefined },
    states: ['ended'],
    code: 'disposed',
    later: ['ended', 'ended'],
  });
});

test('a stream or a <video> of the page is read and left as it is; its end is no error', async () => {
  const found = await page.evaluate(async () => {
    const ocr = await window.create();
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const first = await window.read(ocr.watch(stream), ({ text }) => text);
    const video = Object.assign(document.createElement('video'), {
      srcObject: stream,
      muted: true,
    });
    await video.play();
    const second = await window.read(ocr.watch(video), ({ text }) => text);
    const left = [...window.states(), video.srcObject === stream, video.paused];
    const reading = window.outcome(window.read(ocr.watch(stream)));
    await window.wait(100);
    for (const track of stream.getTracks()) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    return { texts: [first.text, second.text], left, end: await reading };
  });
  for (const text of found.texts) assert.deepEqual(linesOf(text), fixture.lines);
  assert.deepEqual(found.left, ['live', true, false]);
  assert.deepEqual(found.end, { value: undefined });
});

/** How pictures are lost while they are read. */
const losses = {
  'a camera that was unplugged': [
    /gone/,
    () => {
      window.tracks[0].stop();
      window.tracks[0].dispatchEvent(new Event('ended'));
    },
  ],
  'a track that was stopped elsewhere': [/stopped/, () => window.tracks[0].stop()],
  'a camera that the system took away': [
    /covered/,
    () => Object.defineProperty(window.tracks[0], 'muted', { value: true }),
  ],
  'another source': [/another source/, () => (document.querySelector('video').srcObject = null)],
};

for (const [name, [reason, lose]] of Object.entries(losses)) {
  test(`${name} is an error within two seconds, and the camera is released`, async () => {
    await page.evaluate(async () => {
      const ocr = await window.create();
      window.watching = ocr.watch(document.body.appendChild(document.createElement('video')));
      const reading = window.outcome(window.read(window.watching));
      window.end = reading.then((outcome) => ({ ...outcome, at: performance.now() }));
      await window.watching.started;
    });
    const began = await page.evaluate(() => performance.now());
    await page.evaluate(lose);
    const found = await page.evaluate(async () => {
      const { code, message, at } = await window.end;
      const { done } = await window.watching.next();
      return { code, message, at, states: window.states(), done };
    });
    assert.equal(found.code, 'camera');
    assert.match(found.message, reason);
    assert.ok(found.at - began < 2000, `${found.at - began} ms`);
    assert.deepEqual([found.states, found.done], [['ended'], true]);
  });
}

test('whatever the browser says against a camera is passed on, with what to do', async () => {
  const found = await page.evaluate(async () => {
    const ocr = await window.create();
    const watch = (source, options) => window.outcome(window.read(ocr.watch(source, options)));
    const gone = await watch(undefined, { constraints: { deviceId: { exact: 'gone' } } });
    const said = {};
    for (const name of ['NotAllowedError', 'NotFoundError', 'NotReadableError']) {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('as it is', name));
      said[name] = await watch();
    }
    const silent = new AudioContext().createMediaStreamDestination().stream;
    const without = await watch(silent);
    const broken = await watch(
      Object.assign(document.createElement('video'), { src: '/none.mp4' }),
    );
    const wrong = ['picture.png', document.createElement('canvas'), null].map((source) => {
      try {
        ocr.watch(source);
      } catch ({ code, message }) {
        return `${code} ${message}`;
      }
    });
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
    return { gone, said, without, broken, wrong, insecure: await watch() };
  });
  assert.match(
    found.gone.message,
    /^no camera: OverconstrainedError of deviceId: .*enumerateDevices/,
  );
  for (const [name, { code, message }] of Object.entries(found.said)) {
    assert.equal(code, 'camera');
    assert.ok(message.startsWith(`no camera: ${name}: as it is: `), message);
  }
  assert.match(found.said.NotAllowedError.message, /allow="camera"/);
  assert.equal(found.without.code, 'camera');
  assert.equal(found.broken.code, 'invalid_image');
  for (const message of found.wrong)
    assert.match(message, /^invalid_option source: expected a <video>/);
  assert.match(found.insecure.message, /a camera needs a page on https or localhost/);
});

test('nothing is read while the page is hidden', async () => {
  const found = await page.evaluate(async () => {
    let reads = 0;
    const hide = (hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const ocr = await window.create(() => reads++);
    hide(true);
    const watching = ocr.watch();
    const reading = window.read(watching, ({ text }) => text);
    await watching.started;
    await window.wait(500);
    const before = reads;
    hide(false);
    const { text } = await reading;
    return { before, text };
  });
  assert.equal(found.before, 0);
  assert.deepEqual(linesOf(found.text), fixture.lines);
});

test('through noise the text becomes right and stays, under the same ids', async () => {
  await open('noisy');
  const pages = await page.evaluate(async () => {
    const ocr = await window.create();
    const pages = [];
    await window.read(ocr.watch(), ({ text, lines }) => {
      pages.push({ text, ids: lines.map(({ id }) => id) });
      return pages.length === 5;
    });
    return pages;
  });
  const settled = pages.slice(2);
  for (const { text, ids } of settled) {
    assert.deepEqual(linesOf(text), receipt.lines);
    assert.deepEqual(ids, settled[0].ids);
  }
});
