import { Downmix, mixed } from './downmix.js';

/**
 * The subpath `longhand/worklet`: runs in the browser's audio thread, puts the sound that passes
 * together to pieces of some milliseconds and sends them to the page. A message ends it.
 */
interface AudioWorkletProcessorScope {
  readonly sampleRate: number;
  AudioWorkletProcessor: new () => { readonly port: MessagePort };
  registerProcessor(name: string, processor: new () => object): void;
}

const scope = globalThis as unknown as AudioWorkletProcessorScope;
const pieceSeconds = 0.06;

class Recorder extends scope.AudioWorkletProcessor {
  #piece = this.#emptyPiece();
  #filled = 0;
  #recording = true;
  #channels = 1;
  #downmix = new Downmix(1, scope.sampleRate);

  constructor() {
    super();
    this.port.onmessage = () => {
      this.#recording = false;
      this.#send(this.#piece.slice(0, this.#filled));
      this.port.postMessage(undefined);
    };
  }

  /** One block of sound. Returns whether more is wanted. */
  process([input = []]: Float32Array[][], [output]: Float32Array[][]): boolean {
    const samples = input.length > 1 ? this.#mixed(input) : (input[0] ?? output?.[0]);
    if (samples && this.#recording) this.#add(samples); // a source that ended gives silence
    return this.#recording;
  }

  #mixed(channels: Float32Array[]): Float32Array {
    if (this.#channels !== channels.length) {
      this.#channels = channels.length;
      this.#downmix = new Downmix(channels.length, scope.sampleRate);
    }
    return mixed(channels, this.#downmix);
  }

  #add(samples: Float32Array) {
    for (let at = 0; at < samples.length;) {
      const part = samples.subarray(at, at + this.#piece.length - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled < this.#piece.length) return;
      this.#send(this.#piece);
      this.#piece = this.#emptyPiece();
      this.#filled = 0;
    }
  }

  #send(piece: Float32Array<ArrayBuffer>) {
    this.port.postMessage(piece, [piece.buffer]);
  }

  #emptyPiece() {
    return new Float32Array(Math.ceil(scope.sampleRate * pieceSeconds));
  }
}

scope.registerProcessor('longhand-recorder', Recorder);
