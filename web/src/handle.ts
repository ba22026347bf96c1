import { disposedError } from './errors.js';

/** An object of Embind's, which is freed once; whoever asks for it afterwards is told so. */
export class Handle<Raw extends { delete(): void }> {
  #raw: Raw | undefined;

  constructor(raw: Raw) {
    this.#raw = raw;
  }

  /** @throws LonghandError `disposed` */
  get raw(): Raw {
    if (!this.#raw) throw disposedError();
    return this.#raw;
  }

  dispose(): void {
    this.#raw?.delete();
    this.#raw = undefined;
  }
}
