import { LonghandError, messageOf } from '../errors.js';
import type { Parcel, Reply, Request } from './messages.js';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: LonghandError): void;
}

/** One running worker. It dies once: by a trap, a script error, a timeout or `end`. */
export class LiveWorker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #alive = true;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#take(data));
    worker.addEventListener('messageerror', () => this.#fail('its answer could not be read'));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail(event.message || 'its script could not be loaded; see workerUrl, createWorker');
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /**
   * @throws LonghandError of the worker; `timeout` after `milliseconds`; `worker` if it died;
   *   `invalid_option` if the argument cannot be sent, which the worker does not notice
   */
  request(method: string, { value, transfer }: Parcel, milliseconds: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const timer = setTimeout(() => {
        const after = `no answer to "${method}" after ${milliseconds} ms`;
        this.end(new LonghandError('timeout', after));
      }, milliseconds);
      const settled = () => {
        clearTimeout(timer);
        this.#waiting.delete(id);
      };
      const waiting: Waiting = {
        resolve: (answer) => {
          settled();
          resolve(answer);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      this.#waiting.set(id, waiting);
      const request: Request = { id, method, argument: value };
      try {
        this.#worker.postMessage(request, transfer ?? []);
      } catch (cause) {
        waiting.reject(notSent(method, cause));
      }
    });
  }

  /** Sends what needs no answer. */
  tell(method: string, { value, transfer }: Parcel): void {
    const request: Request = { id: this.#nextId++, method, argument: value };
    this.#worker.postMessage(request, transfer ?? []);
  }

  /** Ends the worker at once; what waits for it rejects with `error`. */
  end(error: LonghandError): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#worker.terminate();
    for (const waiting of [...this.#waiting.values()]) waiting.reject(error);
  }

  #take(reply: Reply) {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    if ('value' in reply) {
      waiting.resolve(reply.value);
      return;
    }
    const error = new LonghandError(reply.failure.code, reply.failure.message);
    if (reply.fatal) this.end(error);
    else waiting.reject(error);
  }

  #fail(reason: string) {
    this.end(new LonghandError('worker', `the worker ended: ${reason}`));
  }
}

function notSent(method: string, cause: unknown): LonghandError {
  return new LonghandError(
    'invalid_option',
    `${method}: expected arguments that can be sent to a worker, found one that cannot: ${messageOf(cause)}`,
    { cause },
  );
}
