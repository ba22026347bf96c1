import { disposedError, LonghandError } from '../errors.js';
import type { Loading } from '../load/model_source.js';
import { expectFunction, expectInteger, expectNumber } from '../option_checks.js';
import type { WorkerClient, WorkerOptions } from './remote.js';

/** What timers can count, in milliseconds. */
const longestTimeout = 2 ** 31 - 1;

interface Waiting {
  enter(client: WorkerClient): void;
  reject(error: Error): void;
}

/**
 * Workers that hold the same model. Each piece of work has one of them to itself, in the order of the
 * calls; the first is always there, another one is started only when work waits, and gets work only
 * when it is ready, so that nothing waits for a start.
 */
export class WorkerPool {
  readonly #make: () => WorkerClient;
  readonly #maxPending: number;
  readonly #clients: WorkerClient[] = [];
  readonly #free = new Set<WorkerClient>();
  readonly #waiting: Waiting[] = [];
  #most: number;
  #starting = false;
  #disposed = false;
  #whenIdle: (() => void)[] = [];

  /** @throws LonghandError `invalid_option` */
  constructor(options: WorkerOptions, make: () => WorkerClient) {
    const { workers, maxPending } = options;
    expectInteger('workers', workers, 1, 64);
    expectNumber('maxPending', maxPending, 1, Infinity);
    expectNumber('timeout', options.timeout, 0, longestTimeout);
    expectNumber('idleTimeout', options.idleTimeout, 0, longestTimeout);
    expectFunction('createWorker', options.createWorker);
    this.#most = workers ?? 1;
    this.#maxPending = maxPending ?? 256;
    this.#make = make;
  }

  /** Work that waits or is done. */
  get pending(): number {
    return this.#waiting.length + this.#clients.length - this.#free.size;
  }

  /** Most pieces of work that can be done at a time. */
  get width(): number {
    return this.#most;
  }

  /** For what shares a worker with other work. */
  get first(): WorkerClient {
    const [client] = this.#clients;
    if (!client || this.#disposed) throw disposedError();
    return client;
  }

  /** Starts the first worker; resolves to what its `start` answers. @throws as WorkerClient.start */
  async start(loading: Loading): Promise<unknown> {
    const client = this.#make();
    const answer = await client.start(loading);
    this.#add(client);
    return answer;
  }

  /** Does `work` when a worker is free. @throws LonghandError `queue_full`, `disposed`; the signal's reason */
  async run<T>(
    signal: AbortSignal | undefined,
    work: (client: WorkerClient) => Promise<T>,
  ): Promise<T> {
    const client = await this.#take(signal);
    try {
      return await work(client);
    } finally {
      this.#release(client);
    }
  }

  /** Resolves when nothing waits or runs. */
  idle(): Promise<void> {
    if (this.pending === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Ends the workers; what waits or runs rejects with `disposed`. */
  dispose(): void {
    this.#disposed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(disposedError());
    for (const client of this.#clients) client.dispose();
  }

  #take(signal: AbortSignal | undefined): Promise<WorkerClient> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#disposed) throw disposedError();
      if (this.pending >= this.#maxPending) {
        throw new LonghandError(
          'queue_full',
          `expected at most ${this.#maxPending} calls at a time`,
        );
      }
      const settled = () => signal?.removeEventListener('abort', abort);
      const waiting: Waiting = {
        enter: (client) => {
          settled();
          this.#free.delete(client);
          resolve(client);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  #release(client: WorkerClient) {
    this.#free.add(client);
    this.#next();
    if (this.pending > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  #next() {
    const client = this.#clients.find((one) => this.#free.has(one));
    if (client) this.#waiting.shift()?.enter(client);
    else if (this.#waiting.length > 0) void this.#grow();
  }

  async #grow() {
    if (this.#starting || this.#clients.length >= this.#most) return;
    this.#starting = true;
    const client = this.#make();
    try {
      await client.start({});
      this.#add(client);
    } catch {
      this.#most = this.#clients.length; // Those that run do the work.
    } finally {
      this.#starting = false;
    }
    if (this.#disposed) client.dispose();
    else this.#next();
  }

  #add(client: WorkerClient) {
    this.#clients.push(client);
    this.#release(client);
  }
}
