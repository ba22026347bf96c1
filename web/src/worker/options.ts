import { LonghandError } from '../errors.js';
import { expectFunction, expectInteger, expectNumber } from '../option_checks.js';

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
   * Milliseconds after which what a worker is at is given up. Default 60,000. `recognizeAll` gives
   * it a few lines at a time.
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

/** What timers can count, in milliseconds. */
const longestTimeout = 2 ** 31 - 1;

/** @throws LonghandError `invalid_option` */
export function checkWorkerOptions(options: WorkerOptions): void {
  expectInteger('workers', options.workers, [1, 64]);
  expectNumber('maxPending', options.maxPending, [1, Infinity]);
  expectNumber('timeout', options.timeout, [0, longestTimeout]);
  expectNumber('idleTimeout', options.idleTimeout, [0, longestTimeout]);
  expectFunction('createWorker', options.createWorker);
}

/**
 * Says what to use instead where there are no web workers: in Node, in jsdom, on servers.
 * @throws LonghandError `worker`
 */
export function expectWorkers(
  name: string,
  instead: string,
  { createWorker }: WorkerOptions,
): void {
  if (createWorker || typeof Worker !== 'undefined') return;
  throw new LonghandError(
    'worker',
    `${name}: expected a page or a worker of a browser, found neither; ${instead} of longhand/node works without`,
  );
}
