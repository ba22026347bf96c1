import { LonghandError, messageOf } from '../errors.js';
import type { Parcel, Reply, Request } from './messages.js';

interface Unanswered {
  method: string;
  signal: AbortSignal | undefined;
  resolve: (value: unknown) => void;
  reject: (error: LonghandError) => void;
}

/** How long the worker may go on with what nobody waits for any more. */
const graceMilliseconds = 1000;

/** A worker that runs. It ends once: by a trap, a script error, for want of an answer or by `end`. */
export class RunningWorker {
  readonly #worker: Worker;
  readonly #timeout: number;
  readonly #onEnd: () => void;
  /** By number, in the order in which the worker answers. */
  readonly #unanswered = new Map<number, Unanswered>();
  #nextId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: LonghandError | undefined;

  /** @param timeout milliseconds that one answer may take */
  constructor(worker: Worker, timeout: number, onEnd: () => void) {
    this.#worker = worker;
    this.#timeout = timeout;
    this.#onEnd = onEnd;
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#take(data));
    worker.addEventListener('messageerror', () => this.#fail('its answer could not be read'));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail(event.message || 'its script could not be loaded; see workerUrl, createWorker');
    });
  }

  /**
   * The worker's answer. After an abort it is still waited for, for a while.
   * @throws LonghandError of the worker; `timeout`; `worker` if it ended; `invalid_option` if the
   *   argument cannot be sent, which the worker does not notice
   */
  async request(
    method: string,
    { value, transfer }: Parcel<unknown>,
    signal?: AbortSignal,
  ): Promise<unknown> {
    if (this.#end) throw this.#end;
    const id = this.#nextId++;
    const request: Request = { id, method, argument: value };
    try {
      this.#worker.postMessage(request, transfer ?? []);
    } catch (cause) {
      throw notSent(method, cause);
    }
    const hasten = () => {
      if (this.#oldest?.signal === signal) this.#watch();
    };
    signal?.addEventListener('abort', hasten, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        this.#unanswered.set(id, { method, signal, resolve, reject });
        if (this.#unanswered.size === 1) this.#watch();
      });
    } finally {
      signal?.removeEventListener('abort', hasten);
    }
  }

  /** Ends the worker at once; what waits for it rejects with `error`. */
  end(error: LonghandError): void {
    if (this.#end) return;
    this.#end = error;
    this.#worker.terminate();
    clearTimeout(this.#timer);
    this.#onEnd();
    for (const { reject } of this.#unanswered.values()) reject(error);
  }

  #take(reply: Reply) {
    const asked = this.#unanswered.get(reply.id);
    this.#unanswered.delete(reply.id);
    this.#watch();
    if ('value' in reply) {
      asked?.resolve(reply.value);
      return;
    }
    const error = new LonghandError(reply.failure.code, reply.failure.message);
    asked?.reject(error);
    if (reply.fatal) this.end(error);
  }

  /** The time of a request runs from when all before it are answered. */
  #watch() {
    clearTimeout(this.#timer);
    if (!this.#oldest || this.#end) return;
    const { method, signal } = this.#oldest;
    const [patience, error] = signal?.aborted
      ? [graceMilliseconds, new LonghandError('worker', 'call aborted')]
      : [this.#timeout, late(method, this.#timeout)];
    this.#timer = setTimeout(() => this.end(error), patience);
  }

  get #oldest(): Unanswered | undefined {
    const [oldest] = this.#unanswered.values();
    return oldest;
  }

  #fail(reason: string) {
    this.end(new LonghandError('worker', `the worker ended: ${reason}`));
  }
}

function late(method: string, milliseconds: number): LonghandError {
  return new LonghandError('timeout', `no answer to "${method}" after ${milliseconds} ms`);
}

function notSent(method: string, cause: unknown): LonghandError {
  return new LonghandError(
    'invalid_option',
    `${method}: expected arguments that can be sent to a worker, found one that cannot: ${messageOf(cause)}`,
    { cause },
  );
}
