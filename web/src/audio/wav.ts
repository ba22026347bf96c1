import { LonghandError } from '../errors.js';
import type { Sound } from './sound.js';

interface Format {
  sampleRate: number;
  channels: number;
  /** Bytes of one sample of one channel. */
  width: number;
  sampleOf: (view: DataView, at: number) => number;
}

type Decoder = Format['sampleOf'];

const pcm = 1;
const ieeeFloat = 3;
const extensible = 0xfffe;
const mostChannels = 64;

/** By format tag and bits. */
const decoders: Record<string, Decoder> = {
  [`${pcm}/8`]: (view, at) => (view.getUint8(at) - 128) / 128,
  [`${pcm}/16`]: (view, at) => view.getInt16(at, true) / 2 ** 15,
  [`${pcm}/24`]: (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 2 ** 23,
  [`${pcm}/32`]: (view, at) => view.getInt32(at, true) / 2 ** 31,
  [`${ieeeFloat}/32`]: (view, at) => view.getFloat32(at, true),
  [`${ieeeFloat}/64`]: (view, at) => view.getFloat64(at, true),
};

/**
 * A WAV file (RIFF, PCM or float), of which no more than a piece is in memory; undefined if `file` is
 * something else, or WAV in a coding of its own.
 * @throws LonghandError `invalid_audio` if it is broken
 */
export async function openWav(file: Blob): Promise<Sound | undefined> {
  const riff = await viewOf(file, 0, 12);
  if (riff.byteLength < 12 || tag(riff, 0) !== 'RIFF' || tag(riff, 8) !== 'WAVE') return undefined;
  const formatChunk = await findChunk(file, 'fmt ');
  const format = readFormat(await viewOf(file, formatChunk.start, Math.min(formatChunk.size, 40)));
  if (!format) return undefined;
  return soundOf(file, await findChunk(file, 'data'), format);
}

interface Chunk {
  start: number;
  size: number;
}

async function findChunk(file: Blob, wanted: string): Promise<Chunk> {
  for (let at = 12; at + 8 <= file.size;) {
    const header = await viewOf(file, at, 8);
    const size = header.getUint32(4, true);
    // Recorders that do not know the length in advance leave it at nothing or at the most.
    const open = wanted === 'data' && (size === 0 || at + 8 + size > file.size);
    if (tag(header, 0) === wanted) return { start: at + 8, size: open ? file.size - at - 8 : size };
    at += 8 + size + (size % 2);
  }
  throw broken(`a chunk "${wanted.trim()}"`, 'none');
}

/** Undefined if it is a coding that this reader does not know. */
function readFormat(view: DataView): Format | undefined {
  if (view.byteLength < 16) throw broken('16 bytes of format', `${view.byteLength}`);
  const given = view.getUint16(0, true);
  const coding = given === extensible && view.byteLength >= 26 ? view.getUint16(24, true) : given;
  const bits = view.getUint16(14, true);
  const sampleOf = decoders[`${coding}/${bits}`];
  const channels = view.getUint16(2, true);
  if (channels < 1 || channels > mostChannels) {
    throw broken(`1 to ${mostChannels} channels`, `${channels}`);
  }
  const sampleRate = view.getUint32(4, true);
  return sampleOf && { sampleRate, channels, width: bits / 8, sampleOf };
}

function soundOf(file: Blob, data: Chunk, format: Format): Sound {
  const frame = format.width * format.channels;
  return {
    sampleRate: format.sampleRate,
    length: Math.floor(data.size / frame),
    read: async (start, end) =>
      decoded(await viewOf(file, data.start + start * frame, (end - start) * frame), format),
  };
}

function decoded(view: DataView, { channels, width, sampleOf }: Format) {
  const mono = new Float32Array(Math.floor(view.byteLength / (width * channels)));
  for (let at = 0; at < mono.length * channels; at++) {
    const frame = Math.floor(at / channels);
    mono[frame] = (mono[frame] ?? 0) + sampleOf(view, at * width) / channels;
  }
  return mono;
}

async function viewOf(file: Blob, start: number, size: number): Promise<DataView> {
  return new DataView(await file.slice(start, start + size).arrayBuffer());
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}

function broken(expected: string, found: string): LonghandError {
  return new LonghandError('invalid_audio', `WAV: expected ${expected}, found ${found}`);
}
