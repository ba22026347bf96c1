import { LonghandError } from '../errors.js';
import { watchEnding } from './ending.js';
import { nextFrame } from './frames.js';
import { Glimpses } from './glimpse.js';
import { Interest } from './interest.js';
import { openVideo, type OpenVideo } from './open.js';

/** Pictures that differ from those that were read before, and only the newest. */
export class Feed {
  readonly #opened: OpenVideo;
  readonly #unwatch: () => void;
  readonly #over: Promise<void>;
  readonly #glimpses = new Glimpses();
  readonly #interest = new Interest();
  #hasEnded = false;

  private constructor(opened: OpenVideo, onLost: (error: LonghandError) => void) {
    this.#opened = opened;
    let end: () => void = () => undefined;
    this.#over = new Promise((resolve) => (end = resolve));
    this.#unwatch = watchEnding(opened, {
      onEnd: () => {
        this.#hasEnded = true;
        end();
      },
      onLost: (reason) => onLost(new LonghandError('camera', reason)),
    });
  }

  /**
   * Resolves when the first frame is there; `onLost` is called once, if no more will come.
   * @throws as {@link openVideo}
   */
  static async open(
    source: HTMLVideoElement | MediaStream | undefined,
    constraints: MediaTrackConstraints | undefined,
    onLost: (error: LonghandError) => void,
    signal: AbortSignal,
  ): Promise<Feed> {
    return new Feed(await openVideo(source, constraints, signal), onLost);
  }

  /**
   * Waits for a picture that is worth being read: the video shows it. None comes when it has ended.
   * @throws the signal's reason
   */
  async next(signal: AbortSignal): Promise<HTMLVideoElement | undefined> {
    const { video } = this.#opened;
    for (;;) {
      signal.throwIfAborted();
      if (!document.hidden && this.#isWorthwhile(video)) return video;
      if (this.#hasEnded) return undefined;
      await nextFrame(video, this.#over, signal);
    }
  }

  /** Releases at once what was taken. */
  close(): void {
    this.#unwatch();
    this.#opened.close();
  }

  #isWorthwhile(video: HTMLVideoElement): boolean {
    const look = this.#glimpses.of(video);
    return !look || this.#interest.takes(look, performance.now());
  }
}
