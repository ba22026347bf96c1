import { abortable, linkedController } from '../abort.js';
import { disposedError, LonghandError } from '../errors.js';

/** What was asked of a recogniser and is not answered yet. */
export class Calls {
  readonly #most: number;
  readonly #pending = new Set<Promise<unknown>>();
  readonly #lifetime = new AbortController();
  #queued = 0;

  /** @param most calls of `run` that may wait or run at a time */
  constructor(most = 256) {
    this.#most = most;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /** Aborts when the recogniser is disposed of. */
  get lifetime(): AbortSignal {
    return this.#lifetime.signal;
  }

  /** Resolves when none is pending. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  /**
   * Does `work` and hands it a signal; when that aborts, what comes of the work is not waited for.
   * @throws LonghandError `queue_full`, `disposed`; the reason of `signal`
   */
  run<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.add(this.#run(signal, work));
  }

  /** Counts `call` until it settles. */
  add<T>(call: Promise<T>): Promise<T> {
    const counted = call.finally(() => this.#pending.delete(counted));
    this.#pending.add(counted);
    return counted;
  }

  /** All calls reject with `disposed`, now and later. */
  end(): void {
    this.#lifetime.abort(disposedError());
  }

  async #run<T>(given: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>) {
    given?.throwIfAborted();
    this.lifetime.throwIfAborted();
    if (this.#queued >= this.#most) {
      throw new LonghandError('queue_full', `expected at most ${this.#most} calls at a time`);
    }
    this.#queued++;
    const { controller, unlink } = linkedController(given, this.lifetime);
    const { signal } = controller;
    try {
      return await abortable(work(signal), signal);
    } finally {
      this.#queued--;
      unlink();
    }
  }
}
