import { LonghandError } from '../errors.js';

/** Reads a sample at a byte. */
type Decoder = (view: DataView, at: number, little: boolean) => number;

export interface WavFormat {
  sampleRate: number;
  channels: number;
  /** Bytes of one sample of one channel. */
  width: number;
  sampleOf: Decoder;
}

const pcm = 1;
const ieeeFloat = 3;
const aLaw = 6;
const muLaw = 7;
const extensible = 0xfffe;
const mostChannels = 64;

/** By format tag and bytes. Samples of fewer bits than their bytes have are those bytes' upper bits. */
const decoders: Record<string, Decoder> = {
  [`${pcm}/1`]: (view, at) => (view.getUint8(at) - 128) / 128,
  [`${pcm}/2`]: (view, at, little) => view.getInt16(at, little) / 2 ** 15,
  [`${pcm}/3`]: (view, at, little) =>
    ((view.getInt8(at + (little ? 2 : 0)) << 16) | view.getUint16(at + (little ? 0 : 1), little)) /
    2 ** 23,
  [`${pcm}/4`]: (view, at, little) => view.getInt32(at, little) / 2 ** 31,
  [`${ieeeFloat}/4`]: (view, at, little) => view.getFloat32(at, little),
  [`${ieeeFloat}/8`]: (view, at, little) => view.getFloat64(at, little),
  [`${aLaw}/1`]: (view, at) => fromALaw(view.getUint8(at)),
  [`${muLaw}/1`]: (view, at) => fromMuLaw(view.getUint8(at)),
};

/** ITU-T G.711: a sign, three bits of exponent, four of mantissa; every second bit is turned. */
function fromALaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 15) << 4) + (exponent > 0 ? 0x108 : 8);
  const value = mantissa << Math.max(0, exponent - 1);
  return (bits & 0x80 ? value : -value) / 2 ** 15;
}

/** The same standard; all bits are turned, and a bias makes the smallest steps finer. */
function fromMuLaw(byte: number): number {
  const bits = ~byte;
  const value = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return (bits & 0x80 ? -value : value) / 2 ** 15;
}

/** Of a chunk `fmt `; undefined if it is a coding that this reader does not know. */
export function readFormat(view: DataView, little: boolean): WavFormat | undefined {
  if (view.byteLength < 16) throw brokenWav('16 bytes of format', `${view.byteLength}`);
  const given = view.getUint16(0, little);
  const coding = given === extensible && view.byteLength >= 26 ? view.getUint16(24, little) : given;
  const channels = view.getUint16(2, little);
  if (channels < 1 || channels > mostChannels) {
    throw brokenWav(`1 to ${mostChannels} channels`, `${channels}`);
  }
  const sampleRate = view.getUint32(4, little);
  const width = widthOf(view.getUint16(12, little) / channels, view.getUint16(14, little));
  const sampleOf = decoders[`${coding}/${width}`];
  return sampleOf && { sampleRate, channels, width, sampleOf };
}

/** Bytes of a sample: its share of the block, if its bits fit in there. */
function widthOf(share: number, bits: number): number {
  const least = Math.ceil(bits / 8);
  return Number.isInteger(share) && share >= least && share <= 8 ? share : least;
}

export function brokenWav(expected: string, found: string): LonghandError {
  return new LonghandError('invalid_audio', `WAV: expected ${expected}, found ${found}`);
}
