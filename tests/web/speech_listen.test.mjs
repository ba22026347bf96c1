/** Live listening in Chromium: a recording plays the part of the microphone, again and again. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { launch, openPage } from './browser.mjs';
import { joined, phrases, recording, wavOf } from './recordings.mjs';
import { serve } from './support.mjs';

/** Short, for it is played in real time. */
const said = 'goodbye';
const folder = mkdtempSync(join(tmpdir(), 'longhand-'));
let server, browser, context, page;

before(async () => {
  const file = join(folder, 'voice.wav');
  writeFileSync(file, wavOf(joined([recording('vm-goodbye')], 0.5)));
  server = await serve({ '/voice.wav': file });
  browser = await launch(
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}`,
  );
});

after(async () => {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ permissions: ['microphone'] });
  page = await openPage(context, server.url);
  await page.evaluate(async (phrases) => {
    const { createSpeech } = await import('/dist/speech.js');
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.tracks = [];
    navigator.mediaDevices.getUserMedia = async (asked) => {
      const stream = await open(asked);
      window.tracks.push(...stream.getTracks());
      return stream;
    };
    window.live = () => window.tracks.filter(({ readyState }) => readyState === 'live').length;
    window.outcome = (promise) =>
      promise.then(
        (value) => ({ value }),
        ({ name, code, message }) => ({ name, code, message }),
      );
    window.create = (options) => createSpeech({ model: '/speech/en-int8.safetensors', ...options });
    /** Reads events until `enough` of one, or the end. */
    window.read = async (listening, enough = () => false) => {
      const events = [];
      for await (const event of listening) {
        events.push(event);
        if (enough(event)) break;
      }
      return events;
    };
    window.commands = { phrases, phraseThreshold: 0, endpoint: { trailingSilence: 0.5 } };
  }, phrases);
});

test('what is said comes as partial, final and endpoint events; leaving the loop releases the microphone', async () => {
  const { events, during, afterwards, pending, facts } = await page.evaluate(async () => {
    const speech = await window.create();
    const listening = speech.listen(window.commands);
    await listening.started;
    const during = window.live();
    const events = await window.read(listening, ({ type }) => type === 'endpoint');
    const { lost, backlog, duration, milliseconds } = listening;
    const facts = { lost, backlog, duration, milliseconds };
    await speech.idle();
    return { events, during, afterwards: window.live(), pending: speech.pending, facts };
  });
  const types = events.map(({ type }) => type);
  assert.ok(types.filter((type) => type === 'partial').length > 1, types.join());
  assert.deepEqual(types.slice(-2), ['final', 'endpoint']);
  assert.equal(events.at(-2).text, said);
  assert.equal(events.at(-1).reason, 'trailing_silence');
  assert.deepEqual([during, afterwards, pending], [1, 0, 0]);
  assert.ok(facts.lost === 0 && facts.duration > 1 && facts.milliseconds > 0);
  assert.deepEqual(page.troubles, []);
});

test('stop releases the microphone and still reports what was said until then', async () => {
  const { events, live, later } = await page.evaluate(async () => {
    const speech = await window.create();
    const enough = Promise.withResolvers();
    const onActivations = () => listening.duration >= 1.6 && enough.resolve();
    const listening = speech.listen({ onActivations });
    const reading = window.read(listening);
    await enough.promise;
    await listening.stop();
    const live = window.live();
    const events = await reading;
    await listening.stop();
    return { events, live, later: await listening.next() };
  });
  assert.equal(live, 0);
  assert.equal(events.at(-1).type, 'endpoint');
  assert.equal(events.at(-1).reason, 'finished');
  assert.ok(events.some(({ type }) => type === 'final'));
  assert.equal(later.done, true);
});

test('stop waits for the sound of a graph that is behind, but not for ever', async () => {
  const found = await page.evaluate(async () => {
    let behind = 0; // seconds
    let ahead = 0; // milliseconds that the page's clock jumped
    let onLook = () => undefined;
    window.AudioContext = class extends AudioContext {
      get currentTime() {
        onLook();
        return super.currentTime - behind;
      }
    };
    const now = performance.now.bind(performance);
    performance.now = () => now() + ahead;
    const looks = (times) =>
      new Promise((resolve) => {
        onLook = () => --times === 0 && resolve();
      });
    const speech = await window.create();
    /** Whether stop still waits after the graph was looked at a few times. */
    const stop = async (whenBehind) => {
      const heard = Promise.withResolvers();
      const listening = speech.listen({ onActivations: heard.resolve });
      const reading = window.read(listening);
      await heard.promise;
      behind = whenBehind ? 1 : 0;
      let stopped = false;
      const stopping = listening.stop().then(() => (stopped = true));
      if (whenBehind) await looks(10);
      const waited = !stopped;
      whenBehind?.();
      await stopping;
      const events = await reading;
      return [waited, events.at(-1).reason, window.live()];
    };
    return [
      await stop(),
      await stop(() => (behind = 0)), // it catches up
      await stop(() => (ahead += 2001)), // it never does
    ];
  });
  assert.deepEqual(found, [
    [true, 'finished', 0],
    [true, 'finished', 0],
    [true, 'finished', 0],
  ]);
});

test('an abort rejects at once and releases the microphone, in each phase', async () => {
  const found = await page.evaluate(async () => {
    const speech = await window.create();
    const outcomes = [];
    const listen = async (signal, whenAborted) => {
      const listening = speech.listen({ signal });
      const reading = window.outcome(window.read(listening));
      await whenAborted(listening);
      outcomes.push([(await reading).name, (await listening.next()).done]);
      await speech.idle();
      outcomes.push(window.live());
    };
    await listen(AbortSignal.abort(), () => undefined);
    await listen(AbortSignal.timeout(1), () => undefined);
    const abort = new AbortController();
    await listen(abort.signal, async (listening) => {
      await listening.started;
      abort.abort();
    });
    const transcript = await speech.transcribe('/voice.wav', window.commands);
    return { outcomes, text: transcript.text };
  });
  assert.deepEqual(found.outcomes, [
    ['AbortError', true],
    0,
    ['TimeoutError', true],
    0,
    ['AbortError', true],
    0,
  ]);
  assert.equal(found.text, said);
});

test('phrases change at once while listening, and a wrong one changes nothing', async () => {
  const { wrong, phrase } = await page.evaluate(async () => {
    const speech = await window.create();
    const listening = speech.listen({ phrases: ['please try again'], phraseThreshold: 0 });
    const wrong = await window.outcome(listening.setOptions({ phrases: ['(open'] }));
    await listening.setOptions(window.commands);
    const events = await window.read(listening, ({ type }) => type === 'final');
    return { wrong: wrong.code, phrase: events.at(-1).phrase };
  });
  assert.deepEqual({ wrong, phrase }, { wrong: 'invalid_option', phrase: said });
});

test('a stream of the page is listened to and left as it is', async () => {
  const found = await page.evaluate(async () => {
    const speech = await window.create();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const first = await window.read(
      speech.listen({ ...window.commands, stream }),
      ({ type }) => type === 'final',
    );
    const live = window.live();
    const listening = speech.listen({ ...window.commands, stream });
    const reading = window.read(listening);
    await listening.started;
    for (const track of stream.getTracks()) track.stop();
    for (const track of stream.getTracks()) track.dispatchEvent(new Event('ended'));
    const last = (await reading).at(-1);
    const silent = await window.outcome(
      window.read(speech.listen({ stream: document.createElement('canvas').captureStream() })),
    );
    return { text: first.at(-1).text, live, reason: last.reason, silent: silent.code };
  });
  assert.deepEqual(found, { text: said, live: 1, reason: 'finished', silent: 'microphone' });
});

test('activations come with the sound, at the rate of the device', async () => {
  const shown = await page.evaluate(async () => {
    const speech = await window.create();
    const shown = [];
    const onActivations = ({ samples, sampleRate, sampleStart, probabilities }) =>
      shown.push([samples.length / sampleRate, sampleStart, probabilities.length]);
    const listening = speech.listen({ onActivations });
    await window.read(listening, ({ type }) => type === 'final');
    return shown;
  });
  assert.ok(shown.length > 5);
  let time = 0;
  for (const [seconds, start] of shown) {
    assert.ok(Math.abs(start - time) < 1e-6);
    time += seconds;
  }
  assert.ok(shown.some(([, , probabilities]) => probabilities > 0));
});

test('where the worker is too slow, sound waits up to a bound, is then lost, and both show', async () => {
  const found = await page.evaluate(async () => {
    let worker;
    const createWorker = () => (worker = new Worker('/dist/speech_worker.js', { type: 'module' }));
    const speech = await window.create({ createWorker });
    const post = worker.postMessage.bind(worker);
    const held = [];
    worker.postMessage = (...message) => {
      if (message[0].method === 'accept') held.push(message);
      else post(...message);
    };
    const listening = speech.listen({ maxBacklog: 1 });
    const reading = window.outcome(window.read(listening));
    await listening.started;
    while (listening.lost < 0.2) await new Promise((resolve) => setTimeout(resolve, 50));
    const { backlog } = listening;
    worker.postMessage = post;
    for (const message of held) post(...message);
    while (listening.backlog > 0.3) await new Promise((resolve) => setTimeout(resolve, 50));
    await listening.stop();
    return { backlog, held: held.length, failed: (await reading).code };
  });
  assert.ok(found.backlog > 0.8 && found.backlog <= 1, String(found.backlog));
  assert.deepEqual([found.held, found.failed], [1, undefined]);
});

test('a worker that dies ends the listening with one error and releases the microphone', async () => {
  const found = await page.evaluate(async () => {
    let worker;
    const createWorker = () => (worker = new Worker('/dist/speech_worker.js', { type: 'module' }));
    const speech = await window.create({ createWorker });
    const listening = speech.listen();
    const reading = window.outcome(window.read(listening));
    await listening.started;
    worker.dispatchEvent(new ErrorEvent('error', { message: 'killed by the test' }));
    const { code } = await reading;
    await speech.idle();
    const again = await window.read(speech.listen(window.commands), ({ type }) => type === 'final');
    return { code, live: window.live(), text: again.at(-1).text };
  });
  assert.deepEqual(found, { code: 'worker', live: 0, text: said });
});

test('dispose ends the listening and releases the microphone', async () => {
  const found = await page.evaluate(async () => {
    const speech = await window.create();
    const listening = speech.listen();
    const reading = window.outcome(window.read(listening));
    await listening.started;
    speech.dispose();
    const { code } = await reading;
    await speech.idle();
    let later;
    try {
      speech.listen();
    } catch (error) {
      later = error.code;
    }
    return { code, live: window.live(), later };
  });
  assert.deepEqual(found, { code: 'disposed', live: 0, later: 'disposed' });
});

test('a microphone that is refused or lost, and a worklet that is not there, are clear errors', async () => {
  const found = await page.evaluate(async () => {
    const speech = await window.create({ workletUrl: '/none.js' });
    const worklet = await window.outcome(window.read(speech.listen()));
    const free = window.live();
    const other = await window.create();
    const listening = other.listen();
    const reading = window.outcome(window.read(listening));
    await listening.started;
    for (const track of window.tracks) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    const lost = await reading;
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    const denied = await window.outcome(window.read(other.listen()));
    return { codes: [worklet, lost, denied].map(({ code }) => code), free, hint: worklet.message };
  });
  assert.deepEqual(found.codes, ['microphone', 'microphone', 'microphone']);
  assert.equal(found.free, 0);
  assert.match(found.hint, /none\.js.*workletUrl/);
});

test('whatever the browser says against a microphone is passed on, with what to do', async () => {
  const found = await page.evaluate(async () => {
    const speech = await window.create();
    const listen = (options) => window.outcome(window.read(speech.listen(options)));
    const gone = await listen({ constraints: { deviceId: { exact: 'gone' } } });
    const said = {};
    for (const name of [
      'NotAllowedError',
      'NotFoundError',
      'NotReadableError',
      'AbortError',
      'SecurityError',
      'InvalidStateError',
      'SomethingNewError',
    ]) {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('as it is', name));
      said[name] = await listen();
    }
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new TypeError('as it is'));
    said.TypeError = await listen();
    navigator.mediaDevices.getUserMedia = () => Promise.reject('no error at all');
    const odd = await listen();
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
    return { gone, said, odd, insecure: await listen() };
  });
  assert.equal(found.gone.code, 'microphone');
  assert.match(
    found.gone.message,
    /^no microphone: OverconstrainedError of deviceId: .*enumerateDevices/,
  );
  for (const [name, { code, message }] of Object.entries(found.said)) {
    assert.equal(code, 'microphone');
    assert.ok(message.startsWith(`no microphone: ${name}: as it is`), message);
    const advised = message.length > `no microphone: ${name}: as it is`.length;
    assert.equal(advised, name !== 'SomethingNewError', message);
  }
  assert.match(found.odd.message, /no error at all/);
  assert.match(found.insecure.message, /https or localhost/);
});

/** How sound is lost while it is listened to, of which no event tells. */
const losses = {
  'a track that was stopped': /stopped/,
  'a muted microphone': /muted/,
  'a closed audio context': /closed/,
  'an interrupted audio context': /interrupted/,
};

for (const [name, reason] of Object.entries(losses)) {
  test(`${name} ends the listening with an error, after what was said`, async () => {
    const found = await page.evaluate(async (name) => {
      const graphs = [];
      window.AudioContext = class extends AudioContext {
        constructor(options) {
          super(options);
          graphs.push(this);
        }
      };
      const set = (target, field, value) => Object.defineProperty(target, field, { value });
      const lose = {
        'a track that was stopped': () => window.tracks[0].stop(),
        'a muted microphone': () => set(window.tracks[0], 'muted', true),
        'a closed audio context': () => void graphs[0].close(),
        'an interrupted audio context': () => set(graphs[0], 'state', 'interrupted'),
      }[name];
      const speech = await window.create();
      const listening = speech.listen(window.commands);
      const types = [];
      const listen = async () => {
        for await (const { type } of listening) {
          if (types.length === 0) lose();
          types.push(type);
        }
      };
      const error = await window.outcome(listen());
      await speech.idle();
      return { types, error, live: window.live(), done: (await listening.next()).done };
    }, name);
    assert.equal(found.error.code, 'microphone', JSON.stringify(found));
    assert.match(found.error.message, reason);
    assert.equal(found.types.at(-1), 'endpoint');
    assert.deepEqual([found.live, found.done], [0, true]);
  });
}

test('a stream of the page that was stopped by a call is an error too, one that is muted is waited for', async () => {
  const found = await page.evaluate(async () => {
    const speech = await window.create();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) Object.defineProperty(track, 'muted', { value: true });
    const listening = speech.listen({ ...window.commands, stream });
    const first = await window.read(
      { [Symbol.asyncIterator]: () => ({ next: () => listening.next() }) },
      ({ type }) => type === 'final',
    );
    for (const track of stream.getTracks()) track.stop();
    const lost = await window.outcome(window.read(listening));
    return { text: first.at(-1).text, code: lost.code };
  });
  assert.deepEqual(found, { text: said, code: 'microphone' });
});

test('a stereo stream whose sides cancel out is heard', async () => {
  const text = await page.evaluate(async () => {
    const context = new AudioContext();
    const bytes = await (await fetch('/voice.wav')).arrayBuffer();
    const source = new AudioBufferSourceNode(context, {
      buffer: await context.decodeAudioData(bytes),
      loop: true,
    });
    const merger = new ChannelMergerNode(context, { numberOfInputs: 2 });
    source.connect(merger, 0, 0);
    source.connect(new GainNode(context, { gain: -1 })).connect(merger, 0, 1);
    const target = new MediaStreamAudioDestinationNode(context, {
      channelCount: 2,
      channelCountMode: 'explicit',
    });
    merger.connect(target);
    const speech = await window.create();
    const listening = speech.listen({ ...window.commands, stream: target.stream });
    await listening.started;
    source.start();
    const events = await window.read(listening, ({ type }) => type === 'final');
    await context.close();
    return events.at(-1).text;
  });
  assert.equal(text, said);
});
