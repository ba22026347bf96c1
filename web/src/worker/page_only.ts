import { LonghandError } from '../errors.js';
import type { WorkerOptions } from './remote.js';

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
