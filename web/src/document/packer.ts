const encoder = new TextEncoder();

/** Puts numbers of four bytes, texts and lists behind each other, as `wasm/document.cpp` takes them. */
export class Packer {
  #bytes = new Uint8Array(64 * 1024);
  #size = 0;

  whole(value: number): this {
    this.#room(4).setInt32(0, value, true);
    return this;
  }

  real(value: number): this {
    this.#room(4).setFloat32(0, value, true);
    return this;
  }

  flag(value: boolean): this {
    return this.whole(value ? 1 : 0);
  }

  bytes(value: Uint8Array): this {
    this.whole(value.length).#room(value.length);
    this.#bytes.set(value, this.#size - value.length);
    return this;
  }

  text(value: string): this {
    return this.bytes(encoder.encode(value));
  }

  list<T>(values: readonly T[], pack: (packer: this, value: T) => void): this {
    this.whole(values.length);
    for (const value of values) pack(this, value);
    return this;
  }

  get packed(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  /** The next bytes. */
  #room(size: number): DataView {
    const start = this.#size;
    this.#size += size;
    if (this.#size > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#size);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return new DataView(this.#bytes.buffer, start, size);
  }
}
