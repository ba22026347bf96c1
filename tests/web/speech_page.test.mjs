/** Recordings written down in Chromium, under a strict Content-Security-Policy and without a bundler. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { loadSpeech } from '../../dist/node.js';
import { distance } from '../bench/pages/score.mjs';
import { launch, openPage } from './browser.mjs';
import {
  chunk,
  joined,
  number,
  numberPhrase,
  numberText,
  phrases,
  recording,
  speechModel,
  wavOf,
} from './recordings.mjs';
import { serve } from './support.mjs';

const folder = mkdtempSync(join(tmpdir(), 'longhand-'));
const voice = join(folder, 'number.wav');
const afterWake = join(folder, 'wake.wav');
let server, browser, context, page, expected;

before(async () => {
  const engine = await loadSpeech({ model: speechModel });
  expected = engine.transcribe(number.samples, number.sampleRate);
  writeFileSync(voice, wavOf(number));
  writeFileSync(afterWake, wavOf(joined([recording('please-try-again'), number], 0.8)));
  server = await serve({ '/number.wav': voice, '/wake.wav': afterWake });
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext();
  page = await openPage(context, server.url);
  await page.evaluate(async () => {
    const { createSpeech } = await import('/dist/speech.js');
    window.create = (options) => createSpeech({ model: '/speech/en-int8.safetensors', ...options });
    window.outcome = (promise) =>
      promise.then(
        (value) => ({ value }),
        ({ name, code, message }) => ({ name, code, message }),
      );
    window.bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    window.voice = '/number.wav';
    window.samples = async () => {
      const bytes = await (await fetch(window.voice)).arrayBuffer();
      return Float32Array.from(new Int16Array(bytes, 44), (value) => value / 32768);
    };
  });
});

/** What the page writes down of files: name -> Buffer. */
function transcribed(files, options) {
  const encoded = Object.entries(files).map(([name, bytes]) => [name, bytes.toString('base64')]);
  return page.evaluate(
    async ({ encoded, options }) => {
      const speech = await window.create();
      const results = {};
      for (const [name, base64] of encoded) {
        const blob = new Blob([window.bytes(base64)]);
        results[name] = await window.outcome(speech.transcribe(blob, options));
      }
      return results;
    },
    { encoded, options },
  );
}

test('every kind of source gives the text that the engine gives in Node, and none is used up', async () => {
  const texts = await page.evaluate(async () => {
    const speech = await window.create();
    const samples = await window.samples();
    const buffer = new AudioBuffer({
      length: samples.length,
      sampleRate: 8000,
      numberOfChannels: 2,
    });
    for (const channel of [0, 1]) buffer.copyToChannel(samples, channel);
    const sources = {
      string: window.voice,
      url: new URL(window.voice, location.href),
      blob: await (await fetch(window.voice)).blob(),
      buffer,
      samples,
    };
    const texts = {};
    for (const round of [1, 2]) {
      for (const [name, source] of Object.entries(sources)) {
        const sampleRate = source === samples ? 8000 : undefined;
        const { text, words, duration } = await speech.transcribe(source, { sampleRate });
        texts[name + round] = { text, words, duration };
      }
    }
    return texts;
  });
  const { text, words, duration } = expected;
  for (const [name, found] of Object.entries(texts)) {
    assert.deepEqual(found, { text, words, duration }, name);
  }
  assert.deepEqual(page.troubles, []);
});

test('WAV of every common coding', async () => {
  const codings = ['s16', 's24', 's24in4', 's32', 'f32', 'f64'];
  const shapes = {
    mono: {},
    stereo: { channels: 2 },
    big: { big: true },
    extensible: { extensible: true },
  };
  const files = Object.fromEntries(
    codings.flatMap((coding) =>
      Object.entries(shapes).map(([shape, options]) => [
        `${coding} ${shape}`,
        wavOf(number, { coding, ...options }),
      ]),
    ),
  );
  files['an odd chunk'] = wavOf(number, { extra: [chunk('LIST', Buffer.from('odd'))] });
  files['no sizes'] = wavOf(number, { sizes: [0, 0] });
  files['no sizes, the file as before its data'] = wavOf(number, { sizes: [36, 0] });
  files['the most as sizes'] = wavOf(number, { sizes: [0xffffffff, 0xffffffff] });
  files['the most as the size of the data'] = wavOf(number, { sizes: [undefined, 0xffffffff] });
  for (const [name, { value, message }] of Object.entries(await transcribed(files))) {
    assert.equal(value?.text, expected.text, `${name}: ${message}`);
  }
});

test('WAV of eight bits a sample', async () => {
  const files = Object.fromEntries(
    ['u8', 'alaw', 'mulaw'].map((coding) => [coding, wavOf(number, { coding })]),
  );
  const found = await transcribed(files, { phrases, phraseThreshold: 0 });
  for (const [name, { value }] of Object.entries(found)) {
    assert.equal(value.utterances[0].phrase, numberPhrase, name);
  }
});

test('of channels that cancel out, the loudest is heard', async () => {
  const files = Object.fromEntries(
    Object.entries({
      antiphase: [1, -1],
      'almost antiphase': [1, -0.9],
      'six channels that cancel out': [1, -1, 0, 0, 0, 0],
      'one side': [1, 0],
      'both sides': [1, 1],
    }).map(([name, channels]) => [name, wavOf(number, { coding: 'f32', channels })]),
  );
  const found = await transcribed(files, { phrases, phraseThreshold: 0 });
  for (const [name, { value }] of Object.entries(found)) {
    assert.equal(value.utterances[0]?.phrase, numberPhrase, name);
  }
  const buffered = await page.evaluate(async (phrases) => {
    const samples = await window.samples();
    const buffer = new AudioBuffer({
      length: samples.length,
      sampleRate: 8000,
      numberOfChannels: 2,
    });
    buffer.copyToChannel(samples, 0);
    buffer.copyToChannel(
      samples.map((sample) => -sample),
      1,
    );
    const speech = await window.create();
    return speech.transcribe(buffer, { phrases, phraseThreshold: 0 });
  }, phrases);
  assert.equal(buffered.utterances[0]?.phrase, numberPhrase);
});

test('a WAV file that is cut off is read as far as it goes', async () => {
  const whole = wavOf(number);
  const { cut } = await transcribed({ cut: whole.subarray(0, whole.length - 4001) });
  assert.ok(Math.abs(cut.value.duration - (number.samples.length - 2001) / 8000) < 1e-3);
});

test('samples of another scale are refused by name', async () => {
  const samples = number.samples.map((sample) => sample * 32768);
  const { whole } = await transcribed({ whole: wavOf({ ...number, samples }, { coding: 'f32' }) });
  assert.equal(whole.code, 'invalid_audio');
  assert.match(
    whole.message,
    /expected samples of about -1\.\.1, found -?\d+.*divide 16-bit samples by 32768/,
  );
});

test('noise and tones are taken for no phrase of any list', async () => {
  const heard = await page.evaluate(async () => {
    const rate = 16_000;
    let seed = 9;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
    const sound = (sampleAt) =>
      Float32Array.from({ length: 4 * rate }, (_, n) => sampleAt(n / rate));
    const tone = (hertz, time) => 0.2 * Math.sin(2 * Math.PI * hertz * time);
    const sounds = {
      noise: sound(() => 0.2 * random()),
      loud: sound(() => random()),
      telephone: sound((time) => (time % 3 < 2 ? tone(440, time) + tone(480, time) : 0)),
      beeps: sound((time) => (time % 0.4 < 0.15 ? tone(880, time) : 0)),
    };
    const lists = [['what is the weather today'], ['<digit>+'], ['<letter>+'], ['stop', 'go']];
    const speech = await window.create();
    const heard = [];
    for (const [name, samples] of Object.entries(sounds)) {
      for (const phrases of lists) {
        const { utterances } = await speech.transcribe(samples, { sampleRate: rate, phrases });
        heard.push(...utterances.map((utterance) => ({ name, phrases, ...utterance })));
      }
    }
    return heard;
  });
  assert.deepEqual(
    heard.filter(({ rejected, text }) => !rejected || text !== ''),
    [],
  );
});

test('FLAC, Ogg and MP3 are decoded by the browser, at their own rate', async () => {
  const files = Object.fromEntries(
    ['flac', 'ogg', 'mp3'].map((kind) => {
      const file = join(folder, `number.${kind}`);
      execFileSync('sndfile-convert', [voice, file], { stdio: 'ignore' });
      return [kind, readFileSync(file)];
    }),
  );
  // The browser's samples differ by a rounding, which a letter that is in doubt may not survive.
  const { text } = (await transcribed(files)).flac.value;
  assert.ok(distance(text, expected.text) <= 1, `${text}, expected ${expected.text}`);
  const chosen = await transcribed(files, { phrases, phraseThreshold: 0 });
  for (const { value } of Object.values(chosen)) {
    assert.equal(value.utterances[0].phrase, numberPhrase);
  }
});

test('events, progress and activations come while a recording is written down', async () => {
  const { events, progress, shown, transcript, model } = await page.evaluate(async () => {
    const speech = await window.create();
    const [events, progress, shown] = [[], [], []];
    const transcript = await speech.transcribe('/voices/demo-congrats.wav', {
      onEvent: (event) => events.push(event),
      onProgress: (step) => progress.push(step),
      onActivations: ({ samples, sampleRate, sampleStart, features, probabilities, ...starts }) =>
        shown.push({
          ...starts,
          ...{ samples: samples.length, sampleRate, sampleStart },
          ...{ features: features.length, probabilities: probabilities.length },
        }),
    });
    return { events, progress, shown, transcript, model: speech.model };
  });
  const { duration, text } = transcript;
  const said = events.filter(({ type }) => type === 'final').map((event) => event.text);
  assert.equal(said.join(' '), text);
  assert.ok(events.filter(({ type }) => type === 'partial').length > 5);
  assert.equal(events.at(-1).reason, 'finished');
  const fetched = progress.filter(({ phase }) => phase === 'audio');
  assert.deepEqual(fetched.at(-1), { phase: 'audio', loaded: 484472, total: 484472 });
  const written = progress.filter(({ phase }) => phase === 'transcribe');
  assert.ok(written.length >= Math.floor(duration));
  assert.deepEqual(written.at(-1), { phase: 'transcribe', loaded: duration, total: duration });
  const sum = (name) => shown.reduce((total, piece) => total + piece[name], 0);
  assert.equal(sum('samples') / 8000, duration);
  assert.ok(Math.abs((sum('features') / model.melBins) * model.frameSeconds - duration) < 0.1);
  const steps = sum('probabilities') / model.labels.length;
  assert.ok(Math.abs(steps * model.stepSeconds - duration) < 0.2);
  assert.ok(transcript.milliseconds > 0);
});

test('what is heard is written as the caller wants it, and counts only after a wake phrase', async () => {
  const found = await page.evaluate(async (phrase) => {
    const { english } = await import('/dist/english.js');
    const speech = await window.create();
    const write = english();
    const all = await speech.transcribe(window.voice, { phrases: [phrase], write });
    const events = [];
    const options = { wake: 'please try again', then: [phrase], write };
    const onEvent = (event) => events.push(event);
    const after = await speech.transcribe('/wake.wav', { ...options, onEvent });
    const broken = () => {
      throw new Error('no ink');
    };
    const refused = await window.outcome(speech.transcribe(window.voice, { write: broken }));
    const again = await speech.transcribe(window.voice, { phrases: [phrase] });
    return { all, after, events, refused, again };
  }, numberPhrase);
  const { all, after, events, refused, again } = found;
  assert.deepEqual([all.text, all.written], [numberText, '4763']);
  assert.deepEqual([after.text, after.written], [numberText, '4763']);
  assert.deepEqual(
    events
      .filter(({ type }) => type !== 'partial')
      .slice(0, 2)
      .map(({ type, text }) => [type, text]),
    [
      ['wake', 'please try again'],
      ['final', numberText],
    ],
  );
  assert.equal(refused.message, 'no ink');
  assert.deepEqual([again.text, again.written], [numberText, numberText]);
});

test('hostile sound is refused with a clear error and the recogniser goes on', async () => {
  const { samples } = number;
  const silent = (sampleRate, length) => ({ sampleRate, samples: new Float32Array(length) });
  const noData = wavOf(number).subarray(0, 36);
  const manyChannels = wavOf(number);
  manyChannels.writeUInt16LE(65, 22);
  const noRate = wavOf({ samples, sampleRate: 0 });
  const files = {
    empty: Buffer.alloc(0),
    text: Buffer.from('not a sound'),
    'a picture': readFileSync(new URL('../../web/demo/public/samples/night.png', import.meta.url)),
    'WAV without data': noData,
    'WAV of 65 channels': manyChannels,
    'WAV of 0 Hz': noRate,
    'WAV of 7 Hz': wavOf(silent(7, 100)),
    'WAV of 1 MHz': wavOf(silent(1_000_000, 100)),
    'WAV with NaN': wavOf(
      { samples: samples.map((s, at) => (at === 9000 ? NaN : s)), sampleRate: 8000 },
      { coding: 'f32' },
    ),
  };
  for (const [name, { code, message }] of Object.entries(await transcribed(files))) {
    assert.equal(code, 'invalid_audio', name);
    assert.ok(message.length > 20, message);
    if (name.endsWith('NaN')) assert.match(message, /from second 1 on.*nan at sample 1000/);
  }
  const fine = {
    'no samples': wavOf(silent(16_000, 0)),
    '1 sample': wavOf(silent(16_000, 1)),
    '8 Hz': wavOf(silent(8, 100)),
    '768 kHz': wavOf(silent(768_000, 800_000)),
    said: wavOf(number),
  };
  const { said: last, ...silence } = await transcribed(fine);
  for (const [name, { value }] of Object.entries(silence)) assert.equal(value?.text, '', name);
  assert.equal(last.value.text, expected.text);
});

test('wrong sources and options are refused', async () => {
  const codes = await page.evaluate(async () => {
    const speech = await window.create();
    const samples = await window.samples();
    const calls = [
      speech.transcribe('/voices/none.wav'),
      speech.transcribe(`${window.voice}?broken`),
      speech.transcribe(samples),
      speech.transcribe(samples, { sampleRate: 7 }),
      speech.transcribe(samples, { sampleRate: 8000.5 }),
      speech.transcribe(42),
      speech.transcribe(window.voice, { phrases: 'one' }),
      speech.transcribe(window.voice, { phrases: ['(one'] }),
      speech.transcribe(window.voice, { languageModel: true, beam: 5, alternatives: 6 }),
      speech.transcribe(window.voice, { hotwords: new Set(['one']) }),
      speech.transcribe(window.voice, { onEvent: 'log' }),
    ];
    const codes = [];
    for (const call of await Promise.all(calls.map(window.outcome))) codes.push(call.code);
    return codes;
  });
  const option = 'invalid_option';
  assert.deepEqual(codes, [
    ...['network', 'network', option, option, 'invalid_audio', 'invalid_audio'],
    ...[option, option, option, option, option],
  ]);
});

test('an abort before, while fetching, waiting, and writing down hours of sound', async () => {
  const found = await page.evaluate(async () => {
    const aborted = AbortSignal.abort();
    const early = await window.outcome(window.create({ signal: aborted }));
    const speech = await window.create();
    const before = await window.outcome(speech.transcribe(window.voice, { signal: aborted }));
    const stop = new AbortController();
    const fetching = await window.outcome(
      speech.transcribe(`${window.voice}?slow`, {
        signal: stop.signal,
        onProgress: ({ loaded }) => loaded > 0 && stop.abort(),
      }),
    );
    const abort = new AbortController();
    const hours = new Float32Array(3 * 3600 * 8000).fill(0.1);
    let heard = 0;
    const long = window.outcome(
      speech.transcribe(hours, {
        sampleRate: 8000,
        skipSilence: false,
        signal: abort.signal,
        onProgress: ({ loaded }) => {
          heard = loaded;
          if (loaded > 3) abort.abort();
        },
      }),
    );
    const leave = new AbortController();
    const waiting = window.outcome(speech.transcribe(window.voice, { signal: leave.signal }));
    const { pending } = speech;
    leave.abort();
    const names = [early, before, fetching, await long, await waiting].map(({ name }) => name);
    await speech.idle();
    const left = speech.pending;
    return { names, pending, heard, left, text: (await speech.transcribe(window.voice)).text };
  });
  assert.ok(found.heard < 30);
  assert.deepEqual(found, {
    names: Array(5).fill('AbortError'),
    pending: 2,
    heard: found.heard,
    left: 0,
    text: expected.text,
  });
});

test('recordings are written down in their order, in a bounded queue', async () => {
  const found = await page.evaluate(async () => {
    const speech = await window.create({ maxPending: 2 });
    const order = [];
    const calls = [1, 2, 3].map((n) =>
      window.outcome(speech.transcribe(window.voice)).then(({ code }) => order.push([n, code])),
    );
    await Promise.all(calls);
    return order;
  });
  assert.deepEqual(found, [
    [3, 'queue_full'],
    [1, undefined],
    [2, undefined],
  ]);
});

test('a worker that died is reported once and replaced; dispose rejects what is under way', async () => {
  const found = await page.evaluate(async () => {
    let worker;
    const createWorker = () => (worker = new Worker('/dist/speech_worker.js', { type: 'module' }));
    const speech = await window.create({ createWorker });
    const first = worker;
    const call = (onProgress) =>
      window.outcome(speech.transcribe('/voices/demo-congrats.wav', { onProgress }));
    const died = await call(({ phase }) => {
      if (phase === 'transcribe')
        first.dispatchEvent(new ErrorEvent('error', { message: 'killed' }));
    });
    const { text } = await speech.transcribe(window.voice);
    const disposed = await call(({ phase }) => {
      if (phase === 'transcribe') speech.dispose();
    });
    const later = await window.outcome(speech.transcribe(window.voice));
    return { codes: [died, disposed, later].map(({ code }) => code), text, same: worker === first };
  });
  const codes = ['worker', 'disposed', 'disposed'];
  assert.deepEqual(found, { codes, text: expected.text, same: false });
});

test('an idle worker is ended and started again', async () => {
  const found = await page.evaluate(async () => {
    let started = 0;
    let wake;
    const ended = new Promise((resolve) => (wake = resolve));
    const createWorker = () => {
      started++;
      const worker = new Worker('/dist/speech_worker.js', { type: 'module' });
      const terminate = worker.terminate.bind(worker);
      worker.terminate = () => wake(terminate());
      return worker;
    };
    const speech = await window.create({ createWorker, idleTimeout: 100 });
    await ended;
    const { text } = await speech.transcribe(window.voice);
    return { started, text };
  });
  assert.deepEqual(found, { started: 2, text: expected.text });
});

test('a page that writes down speech downloads nothing of print, and the reverse', async () => {
  await page.evaluate(async () => (await window.create()).transcribe(window.voice));
  const names = [...server.counts.keys()].join(' ');
  assert.doesNotMatch(names, /ocr|traineddata|index\.js/);
  assert.match(names, /speech\.relaxed\.wasm.* \/dist\/speech_worker\.js/);
});
