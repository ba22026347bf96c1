import { disposedError, LonghandError, messageOf } from '../errors.js';
import type { Loading } from '../load/model_source.js';
import type { Answer, Argument, Method, Parcel } from './messages.js';
import type { WorkerOptions } from './options.js';
import { RunningWorker } from './running_worker.js';

/** What every worker can do: get ready, once, before all else. */
export interface Startable {
  start: Method;
}

/** What a {@link Remote} is made of. */
export interface RemoteParts<Api extends Startable> {
  /** Makes a worker from the package's own script. */
  spawn(): Worker;
  /** Gets the argument of `start`. */
  prepare(loading: Loading): Promise<Parcel<Argument<Api, 'start'>>>;
}

interface Started<Api extends Startable> {
  worker: RunningWorker;
  answer: Answer<Api, 'start'>;
}

/** A worker seen from the page. One that ended is replaced by the next call. */
export class Remote<Api extends Startable> {
  readonly #options: WorkerOptions;
  readonly #parts: RemoteParts<Api>;
  #started: Promise<Started<Api>> | undefined;
  #worker: RunningWorker | undefined;
  #holders = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(options: WorkerOptions, parts: RemoteParts<Api>) {
    this.#options = options;
    this.#parts = parts;
  }

  /** Starts the worker now, to see whether it does; resolves to what its `start` answers. */
  async start(loading: Loading): Promise<Answer<Api, 'start'>> {
    const release = this.hold();
    try {
      return (await this.#running(loading)).answer;
    } finally {
      release();
    }
  }

  /**
   * What the worker answers. Calls that are made side by side are answered in their order.
   * @throws LonghandError; the signal's reason, but only when the worker is done with the call
   */
  async call<Name extends keyof Api & string>(
    name: Name,
    parcel: Parcel<Argument<Api, Name>>,
    signal?: AbortSignal,
  ): Promise<Answer<Api, Name>> {
    const release = this.hold();
    try {
      const { worker } = await this.#running({});
      signal?.throwIfAborted();
      const answer = await worker.request(name, parcel, signal);
      signal?.throwIfAborted();
      return answer as Answer<Api, Name>;
    } finally {
      release();
    }
  }

  /** A call of which nothing is needed where no worker runs, and whose answer nobody waits for. */
  tell<Name extends keyof Api & string>(name: Name, parcel: Parcel<Argument<Api, Name>>): void {
    if (this.#started) this.call(name, parcel).catch(() => undefined);
  }

  /** Keeps the worker while nobody calls, until what is returned is called. */
  hold(): () => void {
    this.#holders++;
    clearTimeout(this.#idleTimer);
    return () => {
      if (--this.#holders === 0) this.#armIdleTimer();
    };
  }

  /** Ends the worker for good. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#idleTimer);
    this.#worker?.end(disposedError());
  }

  /** The worker, a new one if none runs. */
  #running(loading: Loading): Promise<Started<Api>> {
    if (this.#disposed) throw disposedError();
    if (this.#started) return this.#started;
    const forget = () => {
      if (this.#started === started) this.#started = undefined;
    };
    const started = this.#startWorker(loading, forget);
    started.catch(forget);
    return (this.#started = started);
  }

  async #startWorker(loading: Loading, onEnd: () => void): Promise<Started<Api>> {
    const parcel = await this.#parts.prepare(loading);
    if (this.#disposed) throw disposedError();
    const worker = new RunningWorker(this.#newWorker(), this.#options.timeout ?? 60_000, onEnd);
    this.#worker = worker;
    loading.onProgress?.({ phase: 'load', loaded: 0, total: 1 });
    try {
      const answer = (await worker.request('start', parcel)) as Answer<Api, 'start'>;
      loading.onProgress?.({ phase: 'load', loaded: 1, total: 1 });
      return { worker, answer };
    } catch (error) {
      worker.end(new LonghandError('worker', 'not started'));
      throw error;
    }
  }

  #newWorker(): Worker {
    const { createWorker, workerUrl } = this.#options;
    try {
      if (createWorker) return createWorker();
      if (workerUrl !== undefined) return new Worker(workerUrl, { type: 'module' });
      return this.#parts.spawn();
    } catch (cause) {
      throw new LonghandError('worker', `no worker: ${messageOf(cause)}`, { cause });
    }
  }

  #armIdleTimer() {
    const { idleTimeout } = this.#options;
    if (idleTimeout === undefined || this.#disposed) return;
    const end = () => this.#worker?.end(new LonghandError('worker', 'idle'));
    this.#idleTimer = setTimeout(end, idleTimeout);
  }
}
