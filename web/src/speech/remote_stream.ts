import type { Parcel } from '../worker/messages.js';
import type { Activations, SpeechEvent, SpeechOptions } from './types.js';
import type {
  AcceptArgument,
  FinishArgument,
  Heard,
  OptionsArgument,
  StreamArgument,
} from './worker.js';
import type { WorkerClient } from '../worker/remote.js';

let opened = 0;

/** One sound in the worker, seen from the page. Its methods are called one after the other. */
export class RemoteStream {
  readonly #client: WorkerClient;
  readonly #id = opened++;
  readonly #release: () => void;
  readonly #onActivations: ((activations: Activations) => void) | undefined;
  #sampleRate = 0;
  /** Seconds of sound taken in. */
  duration = 0;
  /** That the engine took for them. */
  milliseconds = 0;

  constructor(
    client: WorkerClient,
    onActivations: ((activations: Activations) => void) | undefined,
  ) {
    this.#client = client;
    this.#release = client.hold();
    this.#onActivations = onActivations;
  }

  /** @throws LonghandError; the signal's reason */
  async open(options: SpeechOptions, signal: AbortSignal | undefined): Promise<void> {
    const value: OptionsArgument = { id: this.#id, options };
    await this.#client.call('open', { value }, signal);
  }

  /** Takes in `samples`, which move to the worker. @throws LonghandError; the signal's reason */
  async accept(
    samples: Float32Array<ArrayBuffer>,
    sampleRate: number,
    signal: AbortSignal | undefined,
  ): Promise<SpeechEvent[]> {
    const seconds = samples.length / sampleRate;
    const activations = this.#onActivations !== undefined;
    const value: AcceptArgument = { id: this.#id, activations, samples, sampleRate };
    this.#sampleRate = sampleRate;
    const parcel = { value, transfer: [samples.buffer] };
    return this.#take(await this.#call('accept', parcel, signal), seconds);
  }

  /** Ends the sound. @throws LonghandError; the signal's reason */
  async finish(signal: AbortSignal | undefined): Promise<SpeechEvent[]> {
    const activations = this.#onActivations !== undefined;
    const value: FinishArgument = { id: this.#id, activations };
    return this.#take(await this.#call('finish', { value }, signal), 0);
  }

  /** @throws LonghandError */
  async setOptions(options: SpeechOptions): Promise<void> {
    const value: OptionsArgument = { id: this.#id, options };
    await this.#client.call('setOptions', { value });
  }

  /** Frees what the worker keeps for it, without waiting. */
  close(): void {
    const value: StreamArgument = { id: this.#id };
    this.#client.tell('close', { value });
    this.#release();
  }

  async #call(method: string, parcel: Parcel, signal: AbortSignal | undefined): Promise<Heard> {
    return (await this.#client.call(method, parcel, signal)) as Heard;
  }

  #take({ events, milliseconds, activations }: Heard, seconds: number): SpeechEvent[] {
    const sampleStart = this.duration;
    this.duration += seconds;
    this.milliseconds += milliseconds;
    if (activations) {
      this.#onActivations?.({ ...activations, sampleRate: this.#sampleRate, sampleStart });
    }
    return events;
  }
}
