/** Recordings of a human voice, from Debian's asterisk-core-sounds-en-wav: 16-bit mono at 8 kHz. */
import { readFileSync } from 'node:fs';

import { root } from './support.mjs';

export const speechModel = `${root}models/speech/en-int8.safetensors`;
export const voices = '/usr/share/asterisk/sounds/en_US_f_Allison/';

/** { file, samples, sampleRate } of a 16-bit mono WAV file. */
export function recording(name) {
  const file = `${voices}${name}.wav`;
  const bytes = readFileSync(file);
  const start = bytes.indexOf('data') + 8;
  const size = bytes.readUInt32LE(start - 4);
  const samples = Float32Array.from(
    { length: size / 2 },
    (_, at) => bytes.readInt16LE(start + 2 * at) / 32768,
  );
  return { file, samples, sampleRate: bytes.readUInt32LE(24) };
}

/** What native, simd128 and relaxed are compared on. */
export const compared = [
  'please-try-again',
  'vm-goodbye',
  'hello-world',
  'one-moment-please',
  'digits/7',
  'demo-congrats',
];

/** Samples one after the other, with `gap` seconds of silence around each. */
export function joined(recordings, gap) {
  const { sampleRate } = recordings[0];
  const pause = new Array(Math.round(gap * sampleRate)).fill(0);
  const samples = recordings.flatMap((recorded) => [...pause, ...recorded.samples]);
  return { samples: Float32Array.from([...samples, ...pause]), sampleRate };
}

/** "four seven six three", which no other phrase resembles. */
export const number = joined(['digits/4', 'digits/7', 'digits/6', 'digits/3'].map(recording), 0);
export const numberText = 'four seven six three';
export const numberPhrase = '(four|five) seven six three';
export const phrases = ['please try again', numberPhrase, 'goodbye'];

const writers = {
  u8: [1, 1, (view, at, value) => view.setUint8(at, Math.round(value * 128) + 128)],
  s16: [1, 2, (view, at, value) => view.setInt16(at, Math.round(value * 32768), true)],
  s24: [
    1,
    3,
    (view, at, value) => {
      const whole = Math.round(value * 2 ** 23);
      view.setUint16(at, whole & 0xffff, true);
      view.setInt8(at + 2, whole >> 16);
    },
  ],
  s32: [1, 4, (view, at, value) => view.setInt32(at, Math.round(value * 2 ** 31), true)],
  f32: [3, 4, (view, at, value) => view.setFloat32(at, value, true)],
  f64: [3, 8, (view, at, value) => view.setFloat64(at, value, true)],
};

/** A WAV file, each channel the same. */
export function wavOf({ samples, sampleRate }, { coding = 's16', channels = 1, extra = [] } = {}) {
  const [tag, width, write] = writers[coding];
  const data = new DataView(new ArrayBuffer(samples.length * channels * width));
  samples.forEach((sample, frame) => {
    for (let channel = 0; channel < channels; channel++) {
      write(data, (frame * channels + channel) * width, sample);
    }
  });
  const format = Buffer.alloc(16);
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * channels * width, 8);
  format.writeUInt16LE(channels * width, 12);
  format.writeUInt16LE(width * 8, 14);
  const body = [chunk('fmt ', format), ...extra, chunk('data', Buffer.from(data.buffer))];
  return Buffer.concat([chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...body]))]);
}

/** A chunk of a RIFF file. */
export function chunk(name, content) {
  const header = Buffer.alloc(8);
  header.write(name, 'latin1');
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content, Buffer.alloc(content.length % 2)]);
}
