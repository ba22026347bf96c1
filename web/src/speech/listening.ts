import { abortable, linkedController } from '../abort.js';
import { Microphone, type MicrophoneOptions } from '../audio/microphone.js';
import { SampleQueue } from '../audio/sample_queue.js';
import type { LonghandError } from '../errors.js';
import { EventQueue } from './event_queue.js';
import { expectFunction, expectNumber } from '../option_checks.js';
import { RemoteStream } from './remote_stream.js';
import type { ListenOptions, Listening } from './page_types.js';
import { checkSpeechOptions } from './options.js';
import type { SpeechEvent, SpeechOptions } from './types.js';
import type { SpeechWorker } from './worker.js';
import type { Remote } from '../worker/remote.js';

/** Most that goes to the worker at once, so that an abort and new options need not wait for long. */
const pieceSeconds = 0.5;

/** See {@link Listening}. */
export class LiveListening implements Listening {
  readonly #stream: RemoteStream;
  readonly #events = new EventQueue();
  readonly #controller: AbortController;
  readonly #unlink: () => void;
  #microphone: Microphone | undefined;
  #queue: SampleQueue | undefined;
  /** Why the sound ended, if it should not have. */
  #lost: LonghandError | undefined;
  readonly started: Promise<void>;
  /** Resolves when all is released; never rejects. */
  readonly done: Promise<void>;

  /** @throws LonghandError `invalid_option` */
  constructor(
    remote: Remote<SpeechWorker>,
    { signal, stream, constraints, maxBacklog, onActivations, ...options }: ListenOptions,
    { workletUrl, lifetime }: { workletUrl: string | URL | undefined; lifetime: AbortSignal },
  ) {
    checkSpeechOptions(options);
    expectNumber('maxBacklog', maxBacklog, [1, 600]);
    expectFunction('onActivations', onActivations);
    const { controller, unlink } = linkedController(signal, lifetime);
    this.#controller = controller;
    this.#unlink = unlink;
    this.#stream = new RemoteStream(remote, onActivations);
    this.started = this.#start(options, { stream, constraints, workletUrl }, maxBacklog ?? 10);
    this.done = this.#run();
  }

  get backlog(): number {
    return this.#secondsOf(this.#queue?.size);
  }

  get lost(): number {
    return this.#secondsOf(this.#queue?.lost);
  }

  get duration(): number {
    return this.#stream.duration;
  }

  get milliseconds(): number {
    return this.#stream.milliseconds;
  }

  async setOptions(options: SpeechOptions): Promise<void> {
    checkSpeechOptions(options);
    await this.#stream.setOptions(options);
  }

  async stop(): Promise<void> {
    if (!this.#microphone) {
      await this.return();
      return;
    }
    await this.#microphone.stop();
    this.#queue?.end();
  }

  next(): Promise<IteratorResult<SpeechEvent, void>> {
    return this.#events.next();
  }

  async return(): Promise<IteratorResult<SpeechEvent, void>> {
    this.#events.clear();
    this.#events.close();
    this.#controller.abort();
    await this.done;
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async #run(): Promise<void> {
    const { signal } = this.#controller;
    try {
      await this.started;
      await abortable(this.#recognize(signal), signal);
      this.#events.close();
    } catch (error) {
      if (signal.aborted) this.#events.clear();
      this.#events.fail(error);
    } finally {
      this.#microphone?.close();
      this.#stream.close();
      this.#unlink();
    }
  }

  async #start(options: SpeechOptions, device: MicrophoneOptions, maxBacklog: number) {
    const { signal } = this.#controller;
    await abortable(this.#stream.open(options, signal), signal);
    const listener = {
      onSamples: (samples: Float32Array<ArrayBuffer>) => this.#queue?.push(samples),
      onEnd: (error?: LonghandError) => {
        this.#lost = error;
        this.#queue?.end();
      },
    };
    this.#microphone = await Microphone.open(device, listener, signal);
    this.#queue = new SampleQueue(maxBacklog * this.#microphone.sampleRate);
  }

  async #recognize(signal: AbortSignal) {
    const { sampleRate = 0 } = this.#microphone ?? {};
    for (;;) {
      await this.#events.drained();
      const samples = await this.#queue?.take(sampleRate * pieceSeconds);
      if (!samples) break;
      this.#report(await this.#stream.accept(samples, sampleRate, signal));
    }
    this.#report(await this.#stream.finish(signal));
    if (this.#lost) throw this.#lost;
  }

  #report(events: SpeechEvent[]) {
    for (const event of events) this.#events.push(event);
  }

  #secondsOf(samples = 0): number {
    return samples / (this.#microphone?.sampleRate ?? 1);
  }
}
