import { LonghandError } from './errors.js';

interface Waiting {
  enter(): void;
}

/** Lets calls through one at a time, in their order. */
export class Turns {
  readonly #most: number;
  readonly #waiting: Waiting[] = [];
  #busy = false;

  /** @param most that may wait or run */
  constructor(most: number) {
    this.#most = most;
  }

  /** Calls that wait or run. */
  get pending(): number {
    return this.#waiting.length + (this.#busy ? 1 : 0);
  }

  /**
   * Resolves when it is the caller's turn, to what ends it.
   * @throws LonghandError `queue_full`; the signal's reason
   */
  take(signal: AbortSignal | undefined): Promise<() => void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.pending >= this.#most) {
        throw new LonghandError('queue_full', `expected at most ${this.#most} calls at a time`);
      }
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal?.reason as Error);
      };
      const waiting = {
        enter: () => {
          signal?.removeEventListener('abort', abort);
          this.#busy = true;
          resolve(() => this.#next());
        },
      };
      if (!this.#busy) {
        waiting.enter();
        return;
      }
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #next() {
    this.#busy = false;
    this.#waiting.shift()?.enter();
  }
}
