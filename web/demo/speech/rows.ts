/** Rows that lie in a stretch of time, one after another. */
export interface Stretch {
  data: Float32Array;
  count: number;
  /** Seconds, of the first row. */
  start: number;
}

/** Rows of `width` numbers, one every `seconds`; the last `capacity` rows are kept. */
export class Rows {
  readonly #data: Float32Array;
  #count = 0;
  #start = 0;

  constructor(
    readonly width: number,
    readonly seconds: number,
    readonly capacity: number,
  ) {
    this.#data = new Float32Array(width * capacity);
  }

  /** @param start seconds, of the first of `values`; counts when nothing is there yet */
  push(values: Float32Array, start = 0): void {
    if (this.#count === 0) this.#start = start;
    for (let at = 0; at < values.length; at += this.width) {
      const slot = (this.#count % this.capacity) * this.width;
      this.#data.set(values.subarray(at, at + this.width), slot);
      this.#count++;
    }
  }

  /** What is kept of the rows between two times in seconds. */
  between(from: number, to: number): Stretch {
    const oldest = Math.max(0, this.#count - this.capacity);
    const first = clamp(Math.floor((from - this.#start) / this.seconds), oldest, this.#count);
    const last = clamp(Math.ceil((to - this.#start) / this.seconds), first, this.#count);
    const data = new Float32Array((last - first) * this.width);
    for (let row = first; row < last; row++) {
      const slot = (row % this.capacity) * this.width;
      data.set(this.#data.subarray(slot, slot + this.width), (row - first) * this.width);
    }
    return { data, count: last - first, start: this.#start + first * this.seconds };
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
