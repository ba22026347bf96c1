/** A recording that is read piece by piece. */
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
  return {
    sampleRate,
    length,
    read(start, end) {
      const channels = Array.from({ length: numberOfChannels }, (_, channel) =>
        buffer.getChannelData(channel).subarray(start, end),
      );
      return Promise.resolve(mixed(channels));
    },
  };
}

/** The mean of channels of the same length. */
function mixed(channels: Float32Array[]): Float32Array<ArrayBuffer> {
  const mono = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    channel.forEach((sample, at) => (mono[at] = (mono[at] ?? 0) + sample / channels.length));
  }
  return mono;
}
