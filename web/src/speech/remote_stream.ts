import type { Remote } from '../worker/remote.js';
import { writtenBy } from './events.js';
import type { Activations, SpeechEvent, SpeechOptions } from './types.js';
import type { Heard, SpeechWorker } from './worker.js';

let opened = 0;

/** One sound in the worker, seen from the page. Its methods are called one after the other. */
export class RemoteStream {
  readonly #remote: Remote<SpeechWorker>;
  readonly #id = opened++;
  readonly #release: () => void;
  readonly #onActivations: ((activations: Activations) => void) | undefined;
  #sampleRate = 0;
  /** Stays here: functions do not go to a worker. */
  #write: SpeechOptions['write'];
  /** Seconds of sound taken in. */
  duration = 0;
  /** That the engine took for them. */
  milliseconds = 0;

  constructor(
    remote: Remote<SpeechWorker>,
    onActivations: ((activations: Activations) => void) | undefined,
  ) {
    this.#remote = remote;
    this.#release = remote.hold();
    this.#onActivations = onActivations;
  }

  /** @throws LonghandError; the signal's reason */
  open({ write, ...options }: SpeechOptions, signal: AbortSignal): Promise<void> {
    this.#write = write;
    return this.#remote.call('open', { value: { id: this.#id, options } }, signal);
  }

  /** Takes in `samples`, which move to the worker. @throws LonghandError; the signal's reason */
  async accept(
    samples: Float32Array<ArrayBuffer>,
    sampleRate: number,
    signal: AbortSignal,
  ): Promise<SpeechEvent[]> {
    const seconds = samples.length / sampleRate;
    this.#sampleRate = sampleRate;
    const parcel = {
      value: { ...this.#listened, samples, sampleRate },
      transfer: [samples.buffer],
    };
    return this.#take(await this.#remote.call('accept', parcel, signal), seconds);
  }

  /** Ends the sound. @throws LonghandError; the signal's reason */
  async finish(signal: AbortSignal): Promise<SpeechEvent[]> {
    return this.#take(await this.#remote.call('finish', { value: this.#listened }, signal), 0);
  }

  /** @throws LonghandError */
  async setOptions({ write = this.#write, ...options }: SpeechOptions): Promise<void> {
    await this.#remote.call('setOptions', { value: { id: this.#id, options } });
    this.#write = write;
  }

  /** Frees what the worker keeps for it, without waiting. */
  close(): void {
    this.#remote.tell('close', { value: { id: this.#id } });
    this.#release();
  }

  get #listened() {
    return { id: this.#id, activations: this.#onActivations !== undefined };
  }

  #take({ events, milliseconds, activations }: Heard, seconds: number): SpeechEvent[] {
    const sampleStart = this.duration;
    this.duration += seconds;
    this.milliseconds += milliseconds;
    if (activations) {
      this.#onActivations?.({ ...activations, sampleRate: this.#sampleRate, sampleStart });
    }
    return writtenBy(this.#write, events);
  }
}
