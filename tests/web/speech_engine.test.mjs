/** The speech engine in Node: what it hears, what it refuses, and that it goes on afterwards. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';

import { loadSpeech } from '../../dist/node.js';
import {
  joined,
  number,
  numberPhrase,
  numberText,
  phrases,
  recording,
  speechModel,
} from './recordings.mjs';
import { tessdata } from './support.mjs';

const again = number;
const goodbye = recording('vm-goodbye');
const both = joined([again, goodbye], 2);
let speech;

before(async () => {
  speech = await loadSpeech({ model: speechModel });
});

after(() => speech.dispose());

const transcribe = ({ samples, sampleRate }, options) =>
  speech.transcribe(samples, sampleRate, options);

/** What a stream says of `samples` taken in by `size` at a time. */
function feed(stream, { samples, sampleRate }, size) {
  const events = [];
  for (let at = 0; at < samples.length; at += size) {
    events.push(...stream.accept(samples.subarray(at, at + size), sampleRate));
  }
  return [...events, ...stream.finish()];
}

const finals = (events) => events.filter(({ type }) => type === 'final');
const untimed = (events) => finals(events).map((event) => ({ ...event, time: 0 }));

test('a model is taken as path, bytes and gzip', async () => {
  const bytes = readFileSync(speechModel);
  const { text } = transcribe(again);
  for (const model of [speechModel, bytes, gzipSync(bytes, { level: 1 })]) {
    const other = await loadSpeech({ model });
    assert.equal(other.transcribe(again.samples, again.sampleRate).text, text);
  }
});

test('the model is described', () => {
  const { info } = speech;
  assert.equal(info.labels[info.blank], '');
  assert.ok(info.labels.includes('a') && info.labels.includes(' '));
  assert.ok(info.sampleRate >= 8000 && info.melBins >= 20);
  assert.ok(info.stepSeconds >= info.frameSeconds && info.frameSeconds > 0);
  assert.equal(info.languageModel, undefined);
});

test('a transcript has utterances, words, times and confidences', () => {
  const { text, words, utterances, duration, confidence, milliseconds } = transcribe(both, {
    alternatives: 3,
  });
  assert.equal(utterances.length, 2);
  assert.equal(utterances.map((utterance) => utterance.text).join(' '), text);
  assert.equal(words.map((word) => word.text).join(' '), text);
  assert.equal(duration, both.samples.length / 8000);
  assert.ok(milliseconds > 0 && confidence > 0 && confidence <= 1);
  let time = 0;
  for (const word of words) {
    assert.ok(word.start >= time && word.end > word.start && word.end <= duration);
    assert.ok(word.confidence >= 0 && word.confidence <= 1);
    time = word.start;
  }
  for (const utterance of utterances) {
    assert.equal(utterance.alternatives.length, 3);
    assert.equal(utterance.alternatives[0].text, utterance.text);
    assert.equal(utterance.phrase, undefined);
  }
});

test('of closed phrases the one that was said is found, and named by its pattern', () => {
  const [utterance] = transcribe(again, { phrases, phraseThreshold: 0 }).utterances;
  assert.deepEqual([utterance.text, utterance.phrase], [numberText, numberPhrase]);
  assert.equal(transcribe(again, { phrases: ['<digit>+'], phraseThreshold: 0 }).text, numberText);
});

test('what is none of the phrases is rejected where the threshold asks for it', () => {
  const { utterances, text } = transcribe(again, { phrases: ['zulu'], phraseThreshold: 1 });
  assert.equal(text, '');
  assert.ok(utterances[0].rejected);
});

test('pieces of any size give the same, and partial texts grow into the final one', () => {
  const stream = speech.stream({ partials: true });
  const whole = feed(stream, both, both.samples.length);
  for (const size of [1, 97, 800, 12_345]) {
    assert.deepEqual(untimed(feed(stream, both, size)), untimed(whole), `pieces of ${size}`);
  }
  const events = feed(stream, again, 480);
  const partials = events.filter(({ type }) => type === 'partial');
  assert.ok(partials.length > 2);
  for (const { text, stable, time, start, end } of partials) {
    assert.ok(stable >= 0 && stable <= text.length && start < end && end <= time + 0.1);
    assert.ok(finals(events)[0].text.startsWith(text.slice(0, stable)));
  }
  assert.deepEqual(events.at(-1).type, 'endpoint');
  assert.equal(events.at(-1).reason, 'finished');
  stream.dispose();
});

test('silence ends an utterance, by the rules that are given', () => {
  const reasons = (endpoint) => {
    const stream = speech.stream({ endpoint });
    return feed(stream, both, 800)
      .filter(({ type }) => type === 'endpoint')
      .map(({ reason }) => reason);
  };
  assert.deepEqual(reasons({}), ['trailing_silence', 'trailing_silence', 'finished']);
  assert.deepEqual(reasons({ trailingSilence: 0, noSpeech: 0 }), ['finished']);
});

test('options change in the middle of an utterance, and what is wrong changes nothing', () => {
  const stream = speech.stream({ partials: false });
  const half = again.samples.length / 2;
  stream.accept(again.samples.subarray(0, half), again.sampleRate);
  assert.throws(() => stream.setOptions({ phrases: ['(unclosed'] }), { code: 'invalid_option' });
  assert.throws(() => stream.setOptions({ beam: 0 }), { code: 'invalid_option' });
  stream.setOptions({ phrases, phraseThreshold: 0 });
  stream.accept(again.samples.subarray(half), again.sampleRate);
  assert.equal(finals(stream.finish())[0].phrase, numberPhrase);
});

test('hot words and masks steer the search', () => {
  const { text } = transcribe(again, { hotwords: { xeven: 50 } });
  assert.match(text, /xeven/);
  assert.doesNotMatch(transcribe(again, { deny: 'aeiou' }).text, /[aeiou]/);
  assert.match(transcribe(again, { allow: 'a-m' }).text, /^[a-m ]*$/);
});

test('hot words are taken as a Map, and lists as they are pasted', () => {
  const { text } = transcribe(again, { hotwords: { xeven: 50 } });
  for (const hotwords of [new Map([['xeven', 50]]), { '\ufeffxeven\u00a0': 50 }]) {
    assert.equal(transcribe(again, { hotwords }).text, text);
  }
  const pasted = phrases.map((phrase) => `\ufeff${phrase.replaceAll(' ', '\u00a0')}\r`);
  const [utterance] = transcribe(again, { phrases: pasted, phraseThreshold: 0 }).utterances;
  assert.equal(utterance.text, numberText);
});

test('what nobody sees in a list is named by its place', () => {
  for (const [options, place] of [
    [{ phrases: ['yes', 'no\u200b'] }, 'U+200B (zero width space) at column 3 of phrase 2'],
    [{ hotwords: ['no\u00ad'] }, 'U+00AD (soft hyphen) at column 3 of hot word 1'],
    [{ hotwords: new Map([['\u202eno', 3]]) }, 'U+202E (direction mark) at column 1'],
    [{ allow: 'a\u2060' }, 'U+2060 (word joiner) at column 2 of allow'],
    [{ deny: 'a\0' }, 'U+0000 (control character) at column 2 of deny'],
  ]) {
    assert.throws(
      () => transcribe(again, options),
      ({ code, message }) => code === 'invalid_option' && message.startsWith(place),
      place,
    );
  }
});

test('letters with accents apart are put together', () => {
  assert.throws(() => transcribe(again, { phrases: ['cafe\u0301'] }), {
    message: /cannot write "\u00e9"/,
  });
});

test('activations cover the sound, row by row', () => {
  const stream = speech.stream();
  const { melBins, labels, frameSeconds, stepSeconds } = speech.info;
  let frames = 0;
  let steps = 0;
  for (let at = 0; at < both.samples.length; at += 4000) {
    stream.accept(both.samples.subarray(at, at + 4000), both.sampleRate);
    const shown = stream.activations();
    assert.ok(Math.abs(shown.featureStart - frames * frameSeconds) < 1e-6);
    assert.ok(Math.abs(shown.stepStart - steps * stepSeconds) < 1e-6);
    frames += shown.features.length / melBins;
    steps += shown.probabilities.length / labels.length;
    for (let row = 0; row < shown.probabilities.length; row += labels.length) {
      const sum = shown.probabilities.subarray(row, row + labels.length).reduce((a, b) => a + b);
      assert.ok(Math.abs(sum - 1) < 1e-4);
    }
  }
  assert.ok(Math.abs(frames * frameSeconds - both.samples.length / 8000) < 0.1);
  assert.ok(Math.abs(steps * stepSeconds - frames * frameSeconds) < 0.1);
});

const damaged = (change) => {
  const bytes = new Uint8Array(readFileSync(speechModel));
  return change(bytes) ?? bytes;
};
const badModels = {
  empty: new Uint8Array(),
  'one byte': new Uint8Array(1),
  text: new TextEncoder().encode('<!doctype html>'.repeat(50)),
  truncated: damaged((bytes) => bytes.slice(0, 100_000)),
  'absurd header': damaged((bytes) => void bytes.fill(255, 0, 8)),
  'broken header': damaged((bytes) => void bytes.fill(0, 8, 40)),
};

for (const [name, model] of Object.entries(badModels)) {
  test(`model: ${name}: invalid_model`, async () => {
    await assert.rejects(loadSpeech({ model }), ({ name, code, message }) => {
      assert.deepEqual([name, code], ['LonghandError', 'invalid_model']);
      assert.ok(message.length > 15, message);
      return true;
    });
  });
}

test('a language model is read and used; a broken one is refused', async () => {
  const arpa = (count) =>
    Buffer.from(
      `\\data\\\nngram 1=${count}\n\n\\1-grams:\n-1\t<s>\n-1\t</s>\n-1\tseven\n-1\tsix\n-1\tthree\n\n\\end\\\n`,
    );
  const other = await loadSpeech({ model: speechModel, languageModel: arpa(5) });
  assert.deepEqual(other.info.languageModel, { order: 1, words: 3, ngrams: 5 });
  const { samples, sampleRate } = again;
  const scoreOf = (options) =>
    other.transcribe(samples, sampleRate, options).utterances[0].alternatives[0].logProbability;
  assert.notEqual(scoreOf({ lmWeight: 1 }), scoreOf({ languageModel: false }));
  for (const languageModel of [arpa(9), Buffer.from('no model'), Buffer.alloc(0)]) {
    await assert.rejects(loadSpeech({ model: speechModel, languageModel }), {
      code: 'invalid_model',
    });
  }
});

const tone = (count) => Float32Array.from({ length: count }, (_, at) => Math.sin(at / 7) / 2);

test('strange sound is heard or refused, and the engine goes on', () => {
  const { text } = transcribe(again);
  for (const [samples, sampleRate] of [
    [tone(0), 16_000],
    [tone(1), 16_000],
    [tone(80), 8],
    [tone(400_000), 768_000],
    [new Float32Array(50_000), 44_100],
    [tone(50_000).map((sample) => sample * 10), 48_000],
    [tone(50_000).map(Math.sign), 11_025],
  ]) {
    const { duration, ...heard } = speech.transcribe(samples, sampleRate);
    assert.equal(duration, samples.length / sampleRate);
    assert.equal(typeof heard.text, 'string');
  }
  for (const [samples, sampleRate] of [
    [tone(100).fill(NaN, 50), 16_000],
    [tone(100).fill(Infinity, 99), 16_000],
    [tone(50_000).map((sample) => sample * 1000), 48_000],
    [tone(100), 7],
    [tone(100), 768_001],
    [tone(100), 16_000.5],
    [tone(100), NaN],
    [tone(100), undefined],
    [[0, 0, 0], 16_000],
    [new Int16Array(100), 16_000],
    [undefined, 16_000],
  ]) {
    assert.throws(() => speech.transcribe(samples, sampleRate), { code: 'invalid_audio' });
  }
  assert.equal(transcribe(again).text, text);
});

test('a stream that refused a piece goes on as if it had not been offered', () => {
  const stream = speech.stream();
  const half = again.samples.length / 2;
  const events = stream.accept(again.samples.subarray(0, half), again.sampleRate);
  assert.throws(() => stream.accept(tone(10).fill(NaN), again.sampleRate), {
    code: 'invalid_audio',
  });
  assert.throws(() => stream.accept(tone(10), 44_100), { code: 'invalid_audio' });
  events.push(...stream.accept(again.samples.subarray(half), again.sampleRate), ...stream.finish());
  assert.equal(finals(events)[0].text, transcribe(again).text);
});

test('wrong options are refused', () => {
  for (const options of [
    { phrases: new Set(['yes']) },
    { phrases: new Map([['yes', 1]]) },
    { phrases: { 0: 'yes' } },
    { phrases: null },
    { hotwords: new Set(['Zaandam']) },
    { hotwords: new Map([['Zaandam', '8']]) },
    { hotwords: new Map([[7, 8]]) },
    { hotwords: ['Zaandam', 8] },
    { hotwords: [['Zaandam', 8]] },
    { hotwords: new Date() },
    { hotwords: null },
    { hotwords: 8 },
    { phraseThreshold: NaN },
    { phraseThreshold: '0.5' },
    { lmWeight: NaN },
    { lmWeight: '1' },
    { wordBonus: null },
    { beam: '16' },
    { beam: 16n },
    { alternatives: NaN },
    { allow: new Set('ab') },
    { allow: ['a'] },
    { endpoint: null },
    { endpoint: [] },
    { endpoint: new Map([['maxLength', 10]]) },
    { endpoint: { noSpeech: '3' } },
    { endpoint: { maxLength: NaN } },
    { languageModel: 'en.arpa' },
    [],
    new Map([['beam', 4]]),
    { phrases: 'lights on' },
    { phrases: [7] },
    { phrases: ['naïve 你好'] },
    { phrases: ['(unclosed'] },
    { phrases: ['x'], beam: 1 },
    { phraseThreshold: 2 },
    { hotwords: 'Zaandam' },
    { hotwords: { zaandam: 'much' } },
    { hotwords: { zaandam: 51 } },
    { hotwords: { zaandam: NaN } },
    { languageModel: 1 },
    { languageModel: true, lmWeight: -1 },
    { wordBonus: 21 },
    { beam: 0 },
    { beam: 1.5 },
    { beam: 2 ** 32 + 16 },
    { alternatives: 17 },
    { allow: 7 },
    { deny: null },
    { endpoint: 3 },
    { endpoint: { maxLength: 61 } },
    { endpoint: { trailingSilence: -1 } },
    { partials: 'yes' },
    { skipSilence: 0 },
  ]) {
    assert.throws(() => transcribe(again, options), { code: 'invalid_option' }, inspect(options));
  }
});

test('the message shows what was found', () => {
  for (const [phrases, found] of [
    [new Set(['yes']), 'a Set'],
    [[7], '[7]'],
    [NaN, 'NaN'],
    [null, 'null'],
    ['yes', '"yes"'],
    [16n, '16'],
    [() => [], 'a function'],
    [[16n], 'an array'],
    [Object.create(null), '{}'],
  ]) {
    const message = `phrases: expected an array of strings, found ${found}`;
    assert.throws(() => transcribe(again, { phrases }), { message });
  }
});

test('a model of print, a web page and a binary language model are told by name', async () => {
  const page = Buffer.from('<!-- moved -->\n<html><h1>404</h1>');
  const print = readFileSync(`${tessdata}/eng.traineddata`);
  const binary = Buffer.from('mmap lm http://kheafield.com/code format version 5\n\0');
  for (const [options, message] of [
    [{ model: print }, /found a Tesseract model, which reads print: load it with createOcr/],
    [{ model: page }, /safetensors: expected a model, found an HTML page/],
    [
      { model: speechModel, languageModel: print },
      /language model: expected an ARPA file or a word in each line, found a Tess/,
    ],
    [{ model: speechModel, languageModel: binary }, /a binary file of KenLM: give the ARPA file/],
  ]) {
    await assert.rejects(loadSpeech(options), { code: 'invalid_model', message });
  }
});

test('ten minutes of sound and a hundred engines leave memory as it was', async () => {
  const { samples, sampleRate } = joined([recording('demo-congrats')], 1);
  const stream = speech.stream();
  const listen = (times) => {
    for (let round = 0; round < times; round++) {
      for (let at = 0; at < samples.length; at += sampleRate) {
        stream.accept(samples.subarray(at, at + sampleRate), sampleRate);
      }
    }
    return speech.memory;
  };
  const before = listen(2);
  assert.equal(listen(18), before);
  for (let cycle = 0; cycle < 100; cycle++) speech.stream().dispose();
  assert.equal(speech.memory, before);
});

test('dispose may be called twice; the engine and its streams say so afterwards', async () => {
  const engine = await loadSpeech({ model: speechModel });
  const [stream, other] = [engine.stream(), engine.stream()];
  for (let times = 0; times < 2; times++) stream.dispose();
  const uses = (used) => [
    () => used.accept(new Float32Array(10), 8000),
    () => used.finish(),
    () => used.reset(),
    () => used.setOptions({}),
    () => used.activations(),
  ];
  for (const use of uses(stream)) assert.throws(use, { code: 'disposed' });
  for (let times = 0; times < 2; times++) engine.dispose();
  const transcribe = () => engine.transcribe(new Float32Array(10), 8000);
  for (const use of [...uses(other), () => engine.stream(), transcribe]) {
    assert.throws(use, { code: 'disposed' });
  }
  other.dispose();
});
