/** A picture in little: grey values of 0..255, rows from top to bottom. */
export interface Glimpse {
  grey: Float32Array | number[];
  width: number;
  height: number;
}

/** Pixels of the squares that are compared: about as high as a line of text is in little. */
const square = 4;

/**
 * Grey values by which the squares that differ most do so, in the mean over their pixels, once both
 * pictures are equally light: light that changes is no other picture. Infinite for other sizes.
 */
export function difference(a: Glimpse, b: Glimpse): number {
  if (a.width !== b.width || a.height !== b.height) return Infinity;
  const lighter = meanOf(b) - meanOf(a);
  let most = 0;
  for (let top = 0; top < a.height; top += square)
    for (let left = 0; left < a.width; left += square)
      most = Math.max(most, squareDifference(a, b, lighter, left, top));
  return most;
}

function squareDifference(a: Glimpse, b: Glimpse, lighter: number, left: number, top: number) {
  const right = Math.min(a.width, left + square);
  const bottom = Math.min(a.height, top + square);
  let sum = 0;
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const i = y * a.width + x;
      sum += Math.abs((b.grey[i] ?? 0) - (a.grey[i] ?? 0) - lighter);
    }
  return sum / ((right - left) * (bottom - top));
}

function meanOf({ grey }: Glimpse): number {
  let sum = 0;
  for (const value of grey) sum += value;
  return sum / Math.max(1, grey.length);
}

/** Grey values from which on a picture is another one. The noise of a camera stays below. */
const changed = 6;

/** Milliseconds after which what stands still is read again: it may have been out of focus. */
const pauses = [500, 1000, 2000, 4000];

/** Decides which pictures are worth being read. */
export class Interest {
  #seen: Glimpse | undefined;
  #time = 0;
  #repeats = 0;

  /** Whether what looks so at `time`, in milliseconds, is to be read now. */
  takes(look: Glimpse, time: number): boolean {
    const change = this.#seen ? difference(this.#seen, look) : Infinity;
    if (change >= changed) this.#repeats = 0;
    else if (change === 0 || time - this.#time < (pauses[this.#repeats] ?? Infinity)) return false;
    else this.#repeats++;
    this.#seen = look;
    this.#time = time;
    return true;
  }
}
