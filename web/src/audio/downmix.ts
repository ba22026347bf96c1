/**
 * Mixes channels to one, in the same way as `core/cli/downmix.cpp`: their mean, but where that cancels
 * out - one side the other upside down, as a wrongly wired cable makes it - the loudest channel. Loudness
 * fades within a tenth of a second, so the choice holds while it is true; how the sound is cut into pieces
 * does not matter.
 */
export class Downmix {
  static readonly #fadeSeconds = 0.1;
  /** Part of the loudest channel's power below which the mean counts as cancelled, and above no more. */
  static readonly #cancelled = 0.05;
  static readonly #restored = 0.2;
  /** How many times as loud another channel must be to be taken instead. */
  static readonly #muchLouder = 4;

  readonly #fade: number;
  readonly #powers: Float64Array;
  #meanPower = 0;
  /** Channel that is taken; -1 = the mean. */
  #chosen = -1;

  constructor(channels: number, sampleRate: number) {
    this.#fade = Math.exp(-1 / (sampleRate * Downmix.#fadeSeconds));
    this.#powers = new Float64Array(channels);
  }

  /** frame: a sample of each channel. */
  mix(frame: ArrayLike<number>): number {
    const channels = this.#powers.length;
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const sample = frame[channel] ?? 0;
      sum += sample;
      this.#powers[channel] = (this.#powers[channel] ?? 0) * this.#fade + sample * sample;
    }
    const mean = sum / channels;
    this.#meanPower = this.#meanPower * this.#fade + mean * mean;
    this.#choose();
    return this.#chosen < 0 ? mean : (frame[this.#chosen] ?? 0);
  }

  #choose() {
    let loudest = 0;
    for (let channel = 1; channel < this.#powers.length; channel++) {
      if (this.#power(channel) > this.#power(loudest)) loudest = channel;
    }
    const power = this.#power(loudest);
    if (this.#chosen < 0) {
      if (this.#meanPower < Downmix.#cancelled * power) this.#chosen = loudest;
    } else if (this.#meanPower > Downmix.#restored * power) this.#chosen = -1;
    else if (power > Downmix.#muchLouder * this.#power(this.#chosen)) this.#chosen = loudest;
  }

  #power(channel: number): number {
    return this.#powers[channel] ?? 0;
  }
}

/** Channels of the same length. */
export function mixed(channels: Float32Array[], downmix: Downmix): Float32Array<ArrayBuffer> {
  const frame = new Float64Array(channels.length);
  return Float32Array.from({ length: channels[0]?.length ?? 0 }, (_, at) => {
    channels.forEach((samples, channel) => (frame[channel] = samples[at] ?? 0));
    return downmix.mix(frame);
  });
}
