/** Recordings of a human voice, from Debian's asterisk-core-sounds-en-wav: 16-bit mono at 8 kHz. */
import { readFileSync } from 'node:fs';

import { root } from './support.mjs';

export const speechModel = `${root}models/speech/en-int8.safetensors`;
export const voices = '/usr/share/asterisk/sounds/en_US_f_Allison/';

export const recording = (name) => readWav(`${voices}${name}.wav`);

/** { file, samples, sampleRate } of a 16-bit mono WAV file. */
export function readWav(file) {
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

/** By coding: format tag, bits, bytes, and how a sample is written. */
const writers = {
  u8: [1, 8, 1, (view, at, value) => view.setUint8(at, Math.round(value * 128) + 128)],
  s16: [
    1,
    16,
    2,
    (view, at, value, little) => view.setInt16(at, Math.round(value * 32768), little),
  ],
  s24: [
    1,
    24,
    3,
    (view, at, value, little) => {
      const whole = Math.round(value * 2 ** 23);
      const bytes = [whole & 255, (whole >> 8) & 255, (whole >> 16) & 255];
      (little ? bytes : bytes.reverse()).forEach((byte, n) => view.setUint8(at + n, byte));
    },
  ],
  s24in4: [
    1,
    24,
    4,
    (view, at, value, little) => view.setInt32(at, Math.round(value * 2 ** 23) * 256, little),
  ],
  s32: [
    1,
    32,
    4,
    (view, at, value, little) => view.setInt32(at, Math.round(value * 2 ** 31), little),
  ],
  f32: [3, 32, 4, (view, at, value, little) => view.setFloat32(at, value, little)],
  f64: [3, 64, 8, (view, at, value, little) => view.setFloat64(at, value, little)],
  alaw: [6, 8, 1, (view, at, value) => view.setUint8(at, toALaw(Math.round(value * 32768)))],
  mulaw: [7, 8, 1, (view, at, value) => view.setUint8(at, toMuLaw(Math.round(value * 32768)))],
};

/** ITU-T G.711, of 16 bits. */
function toALaw(value) {
  const size = Math.min(32767, value < 0 ? ~value : value);
  const exponent = Math.max(0, Math.floor(Math.log2(size / 256)) + 1);
  const mantissa = (size >> Math.max(4, exponent + 3)) & 15;
  return ((value < 0 ? 0 : 0x80) | (exponent << 4) | mantissa) ^ 0x55;
}

function toMuLaw(value) {
  const size = Math.min(32635, Math.abs(value)) + 132;
  const exponent = Math.floor(Math.log2(size)) - 7;
  return ~((value < 0 ? 0x80 : 0) | (exponent << 4) | ((size >> (exponent + 3)) & 15)) & 255;
}

/**
 * A WAV file. `channels`: a factor for each, or how many are the same; `big`: RIFX; `extensible`:
 * WAVE_FORMAT_EXTENSIBLE; `sizes`: what stands for the sizes of the file and its data instead of them;
 * `extra`: chunks before the data.
 */
export function wavOf(
  { samples, sampleRate },
  { coding = 's16', channels = 1, extra = [], big = false, extensible = false, sizes } = {},
) {
  const [tag, bits, width, write] = writers[coding];
  const factors = Array.isArray(channels) ? channels : new Array(channels).fill(1);
  const data = new DataView(new ArrayBuffer(samples.length * factors.length * width));
  samples.forEach((sample, frame) => {
    factors.forEach((factor, channel) => {
      write(data, (frame * factors.length + channel) * width, factor * sample, !big);
    });
  });
  const format = new DataView(new ArrayBuffer(extensible ? 40 : 16));
  format.setUint16(0, extensible ? 0xfffe : tag, !big);
  format.setUint16(2, factors.length, !big);
  format.setUint32(4, sampleRate, !big);
  format.setUint32(8, sampleRate * factors.length * width, !big);
  format.setUint16(12, factors.length * width, !big);
  format.setUint16(14, extensible ? width * 8 : bits, !big);
  if (extensible) {
    format.setUint16(16, 22, !big);
    format.setUint16(18, bits, !big);
    format.setUint16(24, tag, !big);
    const rest = Buffer.from('000000001000800000aa00389b71', 'hex');
    rest.forEach((byte, at) => format.setUint8(26 + at, byte));
  }
  const piece = (name, content, size) => chunk(name, Buffer.from(content.buffer), { big, size });
  const body = [piece('fmt ', format), ...extra, piece('data', data, sizes?.[1])];
  return chunk(big ? 'RIFX' : 'RIFF', Buffer.concat([Buffer.from('WAVE'), ...body]), {
    big,
    size: sizes?.[0],
  });
}

/** A chunk of a RIFF file; `size`: what it says instead of its own. */
export function chunk(name, content, { big = false, size = content.length } = {}) {
  const header = Buffer.alloc(8);
  header.write(name, 'latin1');
  if (big) header.writeUInt32BE(size, 4);
  else header.writeUInt32LE(size, 4);
  return Buffer.concat([header, content, Buffer.alloc(content.length % 2)]);
}
