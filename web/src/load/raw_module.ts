import { LonghandError, messageOf } from '../errors.js';

type Instantiated = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/** Emscripten's factory of one module. */
type Factory<Raw> = (options: {
  instantiateWasm(imports: WebAssembly.Imports, done: Instantiated): object;
}) => Promise<Raw>;

/** Runs `module` in this thread. @throws LonghandError `wasm` if the glue does not fit to it */
export function instantiate<Raw>(factory: Factory<Raw>, module: WebAssembly.Module): Promise<Raw> {
  return new Promise<Raw>((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: Instantiated) => {
      WebAssembly.instantiate(module, imports).then(
        (instance) => done(instance, module),
        (cause: unknown) => reject(new LonghandError('wasm', whyNot(cause), { cause })),
      );
      return {};
    };
    factory({ instantiateWasm }).then(resolve, reject);
  });
}

function whyNot(cause: unknown): string {
  return cause instanceof WebAssembly.LinkError || cause instanceof TypeError
    ? 'the WebAssembly file is of another version of the package'
    : `not started: ${messageOf(cause)}; a Content-Security-Policy needs 'wasm-unsafe-eval'`;
}

interface RawBuffer {
  size(): number;
  view(): { set(values: ArrayLike<number>, at: number): void };
  delete(): void;
}

/**
 * Copies `parts`, one behind the other, into memory of the engine, for as long as `work` takes.
 * @throws LonghandError `out_of_memory`
 */
export function withCopy<Raw extends RawBuffer, T>(
  parts: ArrayLike<number>[],
  type: new (size: number) => Raw,
  work: (buffer: Raw) => T,
): T {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const buffer = new type(size);
  try {
    if (buffer.size() !== size) {
      throw new LonghandError('out_of_memory', `no memory for ${size} values`);
    }
    const view = buffer.view();
    let at = 0;
    for (const part of parts) {
      view.set(part, at);
      at += part.length;
    }
    return work(buffer);
  } finally {
    buffer.delete();
  }
}
