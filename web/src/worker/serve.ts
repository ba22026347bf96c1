import { LonghandError, messageOf } from '../errors.js';
import type { Method, Parcel, Reply, Request } from './messages.js';

interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(message: Reply, transfer: Transferable[]): void;
}

/** The worker's side: answers the requests of the page, in their order, by the method of that name. */
export function serve(methods: Record<string, Method>): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = ({ data: { id, method, argument } }) => {
    void answer(methods[method], argument)
      .then(({ value, transfer }) => scope.postMessage({ id, value }, transfer ?? []))
      .catch((error: unknown) => scope.postMessage({ id, ...failure(error) }, []));
  };
}

async function answer(method: Method | undefined, argument: unknown): Promise<Parcel<unknown>> {
  if (!method) throw new LonghandError('worker', 'this worker is of another version or kind');
  return method(argument as never);
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
