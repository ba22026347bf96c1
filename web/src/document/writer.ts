import packed from '#wasm/document.js';

import { zlibSync } from 'fflate';

import { LonghandError, messageOf } from '../errors.js';
import { gunzipped } from '../load/gunzip.js';
import type { Packer } from './packer.js';

interface Exports {
  memory: WebAssembly.Memory;
  _initialize: () => void;
  input_of: (size: number) => number;
  output_data: () => number;
  output_size: () => number;
  write: (form: number) => void;
  add_to_pdf: () => void;
  end_pdf: () => void;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The engine's own writers, for one document. Its memory goes when nothing holds it any more. */
export class Writer {
  readonly #exports: Exports;

  private constructor(module: WebAssembly.Module) {
    const env = {
      pack: (data: number, size: number) => this.#put(zlibSync(this.#view(data, size))),
      emscripten_notify_memory_growth: () => undefined,
    };
    this.#exports = new WebAssembly.Instance(module, { env }).exports as unknown as Exports;
    this.#exports._initialize();
  }

  /** @throws LonghandError `wasm` */
  static async create(): Promise<Writer> {
    compiled ??= compile();
    return new Writer(await compiled);
  }

  /** What `write` makes of the input. @throws LonghandError `out_of_memory` */
  run(input: Packer | undefined, write: (exports: Exports) => void): Uint8Array<ArrayBuffer> {
    try {
      if (input) this.#put(input.packed);
      write(this.#exports);
      return this.#view(this.#exports.output_data(), this.#exports.output_size()).slice();
    } catch (cause) {
      if (!(cause instanceof WebAssembly.RuntimeError)) throw cause;
      throw new LonghandError('out_of_memory', 'no memory for the document', { cause });
    }
  }

  #put(bytes: Uint8Array): number {
    const start = this.#exports.input_of(bytes.length);
    this.#view(start, bytes.length).set(bytes);
    return bytes.length;
  }

  #view(start: number, size: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#exports.memory.buffer, start, size);
  }
}

async function compile(): Promise<WebAssembly.Module> {
  const bytes = await gunzipped(Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)));
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new LonghandError(
      'wasm',
      `the writer of documents was not compiled: ${messageOf(cause)}; a Content-Security-Policy needs 'wasm-unsafe-eval'`,
      { cause },
    );
  }
}
