/** Streams that sleep until they hear a wake phrase. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';

import { loadSpeech } from '../../dist/node.js';
import { joined, number, numberPhrase, numberText, recording, speechModel } from './recordings.mjs';

const wake = 'please try again';
const wakeSound = recording('please-try-again');
const other = recording('vm-goodbye');
const options = { wake, then: ['goodbye', numberPhrase] };
let speech;

before(async () => {
  speech = await loadSpeech({ model: speechModel });
});

after(() => speech.dispose());

function heard({ samples, sampleRate }, options, size = samples.length) {
  const stream = speech.stream(options);
  const events = [];
  for (let at = 0; at < samples.length; at += size)
    events.push(...stream.accept(samples.subarray(at, at + size), sampleRate));
  return [...events, ...stream.finish()].filter(({ type }) => type !== 'partial');
}

/** `wake: please try again`, `final: goodbye`, `endpoint: finished` ... */
const shown = (events) =>
  events.map(({ type, text, reason, phrase }) => [type, text ?? reason, phrase].join(' ').trim());

const command = [`final ${numberText} ${numberPhrase}`, 'endpoint trailing_silence'];

test('a command counts after the wake phrase, and once', () => {
  const events = heard(joined([number, wakeSound, number, other, number], 1.2), options);
  assert.deepEqual(shown(events), [`wake ${wake}`, ...command, 'endpoint finished']);
});

test('a command may follow in the same breath', () => {
  const sound = joined([other, joined([wakeSound, number], 0.2), other], 1.2);
  const events = heard(sound, options);
  assert.deepEqual(shown(events), [`wake ${wake}`, ...command, 'endpoint finished']);
  const [woken, said] = events;
  assert.ok(woken.start < woken.end && woken.end <= said.start && said.start < said.end);
  assert.equal(said.words.map(({ text }) => text).join(' '), numberText);
  assert.equal(said.alternatives[0].text, numberText);
  assert.equal(said.written, numberText);
});

test('who says nothing more lets it sleep again, after the time that was given', () => {
  const sound = joined([wakeSound, number], 4);
  const ends = (noSpeech) => shown(heard(sound, { ...options, endpoint: { noSpeech } }));
  assert.deepEqual(ends(2), [`wake ${wake}`, 'endpoint no_speech', 'endpoint finished']);
  assert.deepEqual(ends(8), [`wake ${wake}`, ...command, 'endpoint finished']);
});

test('without a list any sentence may follow', () => {
  const events = heard(joined([wakeSound, other, number], 1.2), { wake: ['hey longhand', wake] });
  assert.deepEqual(
    events.map(({ type, phrase }) => [type, phrase]),
    [
      ['wake', undefined],
      ['final', undefined],
      ['endpoint', undefined],
      ['endpoint', undefined],
    ],
  );
  assert.notEqual(events[1].text, '');
});

test('what is no command is rejected, and then it sleeps', () => {
  const sound = joined([wakeSound, recording('demo-congrats'), number], 1.2);
  const events = heard(sound, { ...options, then: [numberPhrase] });
  assert.deepEqual([events[0].type, events[1].rejected], ['wake', true]);
  assert.equal(events.filter(({ text }) => text === numberText).length, 0);
});

test('pieces of any size give the same', () => {
  const sound = joined([number, wakeSound, number, joined([wakeSound, number], 0.2)], 1.2);
  const whole = heard(sound, options);
  assert.equal(whole.filter(({ type }) => type === 'wake').length, 2);
  const untimed = (events) => events.map((event) => ({ ...event, time: 0 }));
  for (const size of [77, 800, 4001])
    assert.deepEqual(untimed(heard(sound, options, size)), untimed(whole), size);
});

test('activations cover all of a piece', () => {
  const { samples, sampleRate } = joined([wakeSound, number], 0.5);
  const shown = [options, {}].map((options) => {
    const stream = speech.stream(options);
    stream.accept(samples, sampleRate);
    return stream.activations();
  });
  const [asleep, plain] = shown.map(({ features, probabilities, ...starts }) => {
    return { ...starts, features: features.length, probabilities: probabilities.length };
  });
  assert.deepEqual(asleep, plain);
});

test('a refused piece and a reset leave a stream that works', () => {
  const stream = speech.stream(options);
  const { samples, sampleRate } = joined([wakeSound], 1);
  const bad = Float32Array.of(...samples.subarray(0, 4000), NaN);
  assert.throws(() => stream.accept(bad, sampleRate), { code: 'invalid_audio' });
  assert.equal(stream.accept(samples, sampleRate)[0].type, 'wake');
  stream.reset();
  const said = joined([number], 1);
  assert.deepEqual(stream.accept(said.samples, sampleRate), []);
});

test('wrong options are refused', () => {
  const wrong = [
    { wake: '' },
    { wake: ' ' },
    { wake: [] },
    { wake: 7 },
    { wake: ['hey', 3] },
    { wake: 'hey (there|you)' },
    { wake: 'hey+' },
    { wake: 'hey', then: 'stop' },
    { wake: 'hey', then: ['(open'] },
    { wake: 'hey', phrases: ['stop'] },
    { then: ['stop'] },
    { wake: 'h3y' },
  ];
  for (const options of wrong)
    assert.throws(() => speech.stream(options), { code: 'invalid_option' }, inspect(options));
});
