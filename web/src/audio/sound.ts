import { Downmix, mixed } from './downmix.js';

/** A recording that is read piece by piece, from its beginning to its end. */
export interface Sound {
  /** Hz */
  sampleRate: number;
  /** Samples of one channel. */
  length: number;
  /** Samples `start` to `end` (not included) mixed to mono, in memory that is the caller's. */
  read(start: number, end: number): Promise<Float32Array<ArrayBuffer>>;
}

export function soundOfSamples(samples: Float32Array, sampleRate: number): Sound {
  return {
    sampleRate,
    length: samples.length,
    read: (start, end) => Promise.resolve(samples.slice(start, end)),
  };
}

export function soundOfBuffer(buffer: AudioBuffer): Sound {
  const { length, sampleRate, numberOfChannels } = buffer;
  const channels = Array.from({ length: numberOfChannels }, (_, at) => buffer.getChannelData(at));
  const downmix = new Downmix(numberOfChannels, sampleRate);
  return {
    sampleRate,
    length,
    read(start, end) {
      const piece = channels.map((channel) => channel.subarray(start, end));
      return Promise.resolve(mixed(piece, downmix));
    },
  };
}
