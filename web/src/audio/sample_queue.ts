/** Sound that waits to be recognised, bounded: what does not fit is lost and counted. */
export class SampleQueue {
  readonly #most: number;
  readonly #pieces: Float32Array[] = [];
  #size = 0;
  #ended = false;
  #wake: (() => void) | undefined;
  /** Samples that were lost. */
  lost = 0;

  /** @param most samples that may wait */
  constructor(most: number) {
    this.#most = most;
  }

  /** Samples that wait. */
  get size(): number {
    return this.#size;
  }

  push(piece: Float32Array): void {
    if (this.#size + piece.length > this.#most) {
      this.lost += piece.length;
      return;
    }
    this.#pieces.push(piece);
    this.#size += piece.length;
    this.#wake?.();
  }

  /** After what waits there is no more. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Waits for sound; up to about `most` samples of it, or undefined at its end. */
  async take(most: number): Promise<Float32Array<ArrayBuffer> | undefined> {
    while (this.#size === 0) {
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    let count = 0;
    let size = 0;
    for (const piece of this.#pieces) {
      if (count > 0 && size + piece.length > most) break;
      size += piece.length;
      count++;
    }
    this.#size -= size;
    return joined(this.#pieces.splice(0, count), size);
  }
}

function joined(pieces: Float32Array[], size: number): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
