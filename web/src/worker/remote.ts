import { disposedError, LonghandError, messageOf } from '../errors.js';
import { LiveWorker } from './running_worker.js';
import type { Parcel } from './messages.js';
import type { Loading } from '../load/model_source.js';

/**
 * How the worker is made, and what it may take.
 * @example
 * import { createOcr, type WorkerOptions } from 'longhand/ocr';
 *
 * const worker: WorkerOptions = { maxPending: 8, timeout: 10_000, idleTimeout: 60_000 };
 * const ocr = await createOcr({ model: '/models/eng.traineddata', ...worker });
 */
export interface WorkerOptions {
  /** Address of the worker script, if it is not beside the package's own files. */
  workerUrl?: string | URL | undefined;
  /** Makes the worker, for anything that `workerUrl` cannot express. */
  createWorker?: (() => Worker) | undefined;
  /** Most calls that may wait or run at a time; one more rejects with `queue_full`. Default 256. */
  maxPending?: number | undefined;
  /**
   * Milliseconds after which a call that is running is given up. Default 60,000. `recognizeAll` makes
   * a call for every twelve lines at most.
   */
  timeout?: number | undefined;
  /**
   * Most workers that share the calls, each with a copy of the model. More than one is started only
   * while calls wait. Worth it for many lines or recordings; `navigator.hardwareConcurrency` is the
   * most that helps. Default 1.
   */
  workers?: number | undefined;
  /**
   * Milliseconds without a call after which a worker is ended to free its memory; the next call
   * starts it again. Default: never.
   */
  idleTimeout?: number | undefined;
}

interface Job {
  method: string;
  parcel: Parcel;
  signal: AbortSignal | undefined;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** How long work that nobody waits for any more may go on before its worker is ended. */
const graceMilliseconds = 1000;

/**
 * Calls to a worker, one at a time, in their order. A worker that died is replaced by the next call;
 * only the call that it was working on fails.
 */
export class WorkerClient {
  readonly #options: WorkerOptions;
  readonly #spawn: () => Worker;
  readonly #prepare: (loading: Loading) => Promise<Parcel>;
  readonly #queue: Job[] = [];
  #running: Job | undefined;
  #live: Promise<LiveWorker> | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;
  #holders = 0;

  /**
   * @param spawn makes a worker from the package's own script
   * @param prepare gets the argument of the worker's first method, `start`
   */
  constructor(
    options: WorkerOptions,
    spawn: () => Worker,
    prepare: (loading: Loading) => Promise<Parcel>,
  ) {
    this.#options = options;
    this.#spawn = spawn;
    this.#prepare = prepare;
  }

  get #pending(): number {
    return this.#queue.length + (this.#running ? 1 : 0);
  }

  /** Starts the worker now, to see whether it does; resolves to what its `start` answers. */
  async start(loading: Loading): Promise<unknown> {
    let answer: unknown;
    const starting = this.#startWorker(loading, (value) => (answer = value));
    this.#live = starting;
    try {
      await starting;
    } catch (error) {
      this.dispose();
      throw error;
    }
    this.#armIdleTimer();
    return answer;
  }

  /** @throws LonghandError; the signal's reason */
  call(method: string, parcel: Parcel, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#disposed) throw disposedError();
      const { maxPending = 256 } = this.#options;
      if (this.#pending >= maxPending) {
        throw new LonghandError('queue_full', `expected at most ${maxPending} calls at a time`);
      }
      const job: Job = { method, parcel, signal, resolve, reject };
      this.#watch(job);
      this.#queue.push(job);
      this.#next();
    });
  }

  /** Sends what needs no answer to the worker, if there is one. */
  tell(method: string, parcel: Parcel): void {
    this.#live?.then(
      (live) => live.tell(method, parcel),
      () => undefined,
    );
  }

  /** Keeps the worker while nobody calls, until what is returned is called. */
  hold(): () => void {
    this.#holders++;
    clearTimeout(this.#idleTimer);
    return () => {
      this.#holders--;
      if (this.#pending === 0) this.#armIdleTimer();
    };
  }

  /** Ends the worker; what waits or runs rejects with `disposed`. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    clearTimeout(this.#idleTimer);
    const waiting = this.#queue.splice(0);
    this.#running?.reject(disposedError());
    for (const job of waiting) job.reject(disposedError());
    this.#endWorker(disposedError());
  }

  #watch(job: Job) {
    const { signal } = job;
    if (!signal) return;
    const { resolve, reject } = job;
    const abort = () => {
      reject(signal.reason);
      this.#abandon(job);
    };
    const settled = () => signal.removeEventListener('abort', abort);
    job.resolve = (value) => {
      settled();
      resolve(value);
    };
    job.reject = (error) => {
      settled();
      reject(error);
    };
    signal.addEventListener('abort', abort, { once: true });
  }

  #abandon(job: Job) {
    const at = this.#queue.indexOf(job);
    if (at >= 0) this.#queue.splice(at, 1);
    if (job !== this.#running) return;
    setTimeout(() => {
      if (job === this.#running) this.#endWorker(new LonghandError('worker', 'call aborted'));
    }, graceMilliseconds);
  }

  #next() {
    if (this.#running) return;
    this.#running = this.#queue.shift();
    if (!this.#running) {
      this.#armIdleTimer();
      return;
    }
    clearTimeout(this.#idleTimer);
    void this.#run(this.#running).finally(() => {
      this.#running = undefined;
      this.#next();
    });
  }

  async #run(job: Job) {
    try {
      const live = await this.#worker();
      job.resolve(await live.request(job.method, job.parcel, this.#timeout));
    } catch (error) {
      job.reject(error);
    }
  }

  get #timeout(): number {
    return this.#options.timeout ?? 60_000;
  }

  /** The worker, a new one if there is none that lives. */
  async #worker(): Promise<LiveWorker> {
    const live = await this.#live?.catch(() => undefined);
    if (live?.alive) return live;
    if (this.#disposed) throw disposedError();
    this.#live = this.#startWorker({});
    return this.#live;
  }

  async #startWorker(loading: Loading, answered?: (value: unknown) => void) {
    const parcel = await this.#prepare(loading);
    loading.signal?.throwIfAborted();
    const live = new LiveWorker(this.#newWorker());
    const abort = () => live.end(new LonghandError('worker', 'start aborted'));
    loading.signal?.addEventListener('abort', abort, { once: true });
    loading.onProgress?.({ phase: 'load', loaded: 0, total: 1 });
    try {
      const answer = await live.request('start', parcel, this.#timeout);
      answered?.(answer);
      loading.onProgress?.({ phase: 'load', loaded: 1, total: 1 });
      return live;
    } catch (error) {
      live.end(new LonghandError('worker', 'not started'));
      loading.signal?.throwIfAborted();
      throw error;
    } finally {
      loading.signal?.removeEventListener('abort', abort);
    }
  }

  #newWorker(): Worker {
    const { createWorker, workerUrl } = this.#options;
    try {
      if (createWorker) return createWorker();
      return workerUrl === undefined ? this.#spawn() : new Worker(workerUrl, { type: 'module' });
    } catch (cause) {
      throw new LonghandError('worker', `no worker: ${messageOf(cause)}`, { cause });
    }
  }

  #endWorker(reason: LonghandError) {
    const ended = this.#live;
    this.#live = undefined;
    ended?.then(
      (live) => live.end(reason),
      () => undefined,
    );
  }

  #armIdleTimer() {
    const { idleTimeout } = this.#options;
    if (idleTimeout === undefined || this.#disposed || this.#holders > 0) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      this.#endWorker(new LonghandError('worker', 'idle'));
    }, idleTimeout);
  }
}
