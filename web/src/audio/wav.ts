import { Downmix } from './downmix.js';
import type { Sound } from './sound.js';
import { brokenWav, readFormat, type WavFormat } from './wav_format.js';

/** A WAV file and the order of its bytes. */
interface WavFile {
  file: Blob;
  little: boolean;
}

interface Chunk {
  start: number;
  size: number;
}

const headerBytes = 12;
const unknownSizes = [0, 0xffffffff];

/**
 * A WAV file (RIFF or RIFX; PCM, float, A-law or mu-law), of which no more than a piece is in memory;
 * undefined if `file` is something else, or WAV in another coding.
 * @throws LonghandError `invalid_audio` if it is broken
 */
export async function openWav(file: Blob): Promise<Sound | undefined> {
  const riff = await viewOf(file, 0, headerBytes);
  if (riff.byteLength < headerBytes || tag(riff, 8) !== 'WAVE') return undefined;
  if (!['RIFF', 'RIFX'].includes(tag(riff, 0))) return undefined;
  const wav = { file, little: tag(riff, 0) === 'RIFF' };
  const { start, size } = await findChunk(wav, 'fmt ');
  const format = readFormat(await viewOf(file, start, Math.min(size, 40)), wav.little);
  if (!format) return undefined;
  return soundOf(wav, wholeData(wav, riff, await findChunk(wav, 'data')), format);
}

async function findChunk({ file, little }: WavFile, wanted: string): Promise<Chunk> {
  for (let at = headerBytes; at + 8 <= file.size;) {
    const header = await viewOf(file, at, 8);
    const size = header.getUint32(4, little);
    if (tag(header, 0) === wanted) return { start: at + 8, size };
    at += 8 + size + (size % 2);
  }
  throw brokenWav(`a chunk "${wanted.trim()}"`, 'none');
}

/**
 * The samples as far as the file goes. Who does not know the length in advance writes the most or nothing
 * as the data's size, and leaves the file's own size as it was before the data.
 */
function wholeData({ file, little }: WavFile, riff: DataView, { start, size }: Chunk): Chunk {
  const riffSize = riff.getUint32(4, little);
  const isOpen = size === 0 && (unknownSizes.includes(riffSize) || riffSize + 8 <= start);
  const left = file.size - start;
  return { start, size: isOpen ? left : Math.min(size, left) };
}

function soundOf({ file, little }: WavFile, data: Chunk, format: WavFormat): Sound {
  const frame = format.width * format.channels;
  const downmix = new Downmix(format.channels, format.sampleRate);
  return {
    sampleRate: format.sampleRate,
    length: Math.floor(data.size / frame),
    read: async (start, end) => {
      const view = await viewOf(file, data.start + start * frame, (end - start) * frame);
      return decoded(view, format, little, downmix);
    },
  };
}

function decoded(view: DataView, format: WavFormat, little: boolean, downmix: Downmix) {
  const { channels, width, sampleOf } = format;
  const frame = new Float64Array(channels);
  const length = Math.floor(view.byteLength / (width * channels));
  return Float32Array.from({ length }, (_, at) => {
    for (let channel = 0; channel < channels; channel++) {
      frame[channel] = sampleOf(view, (at * channels + channel) * width, little);
    }
    return downmix.mix(frame);
  });
}

async function viewOf(file: Blob, start: number, size: number): Promise<DataView> {
  return new DataView(await file.slice(start, start + size).arrayBuffer());
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}
