import type { Glimpse } from './interest.js';

/** Pixels of the longer side of a glimpse. */
const side = 192;

/** What a video shows, small and grey. */
export class Glimpses {
  readonly #canvas = document.createElement('canvas');
  readonly #context = this.#canvas.getContext('2d', { willReadFrequently: true });

  /** Undefined, if the browser does not let it be read. */
  of(video: HTMLVideoElement): Glimpse | undefined {
    const { videoWidth, videoHeight } = video;
    const scale = side / Math.max(videoWidth, videoHeight);
    const width = Math.max(1, Math.round(videoWidth * scale));
    const height = Math.max(1, Math.round(videoHeight * scale));
    const context = this.#context;
    if (!context || videoWidth === 0) return undefined;
    if (this.#canvas.width !== width || this.#canvas.height !== height)
      Object.assign(this.#canvas, { width, height });
    context.imageSmoothingQuality = 'high';
    context.drawImage(video, 0, 0, width, height);
    try {
      return { grey: greyOf(context.getImageData(0, 0, width, height).data), width, height };
    } catch {
      return undefined; // From another origin: reading it tells what to do.
    }
  }
}

/** Of RGBA, 0..255. */
function greyOf(rgba: Uint8ClampedArray): Float32Array {
  return Float32Array.from({ length: rgba.length / 4 }, (_, i) => {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(4 * i, 4 * i + 3);
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });
}
