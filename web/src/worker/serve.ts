import { LonghandError, messageOf } from '../errors.js';
import type { Parcel, Reply, Request } from './messages.js';

/** The worker's side: one handler per method. */
export type Handlers = Record<string, (argument: never) => Parcel | Promise<Parcel>>;

interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(message: Reply, transfer: Transferable[]): void;
}

/** Answers the requests of the page, in their order. */
export function serve(handlers: Handlers): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = ({ data: { id, method, argument } }) => {
    void answer(handlers[method], argument)
      .then(({ value, transfer }) => scope.postMessage({ id, value }, transfer ?? []))
      .catch((error: unknown) => scope.postMessage({ id, ...failure(error) }, []));
  };
}

async function answer(handler: Handlers[string] | undefined, argument: unknown): Promise<Parcel> {
  if (!handler) throw new LonghandError('worker', 'this worker is of another version or kind');
  return handler(argument as never);
}

/** Anything but a LonghandError is a trap of the WebAssembly, whose memory is then not to be trusted. */
function failure(error: unknown) {
  if (error instanceof LonghandError) {
    const fatal = error.code === 'out_of_memory';
    return { failure: { code: error.code, message: error.message }, fatal };
  }
  const message = `the engine stopped: ${messageOf(error)}`;
  return { failure: { code: 'worker' as const, message }, fatal: true };
}
