import { abortable, linkedController } from '../abort.js';
import { kindOf, LonghandError, messageOf } from '../errors.js';
import { expectOption, isPlainObject } from '../option_checks.js';
import type { ImageSource } from './image.js';
import { checkReadOptions } from './options.js';
import type { Page, ReadOptions } from './page_types.js';
import type { Feed, Follower } from './watch/live.js';
import type { WatchedPage, Watching, WatchOptions, WatchSource } from './watch_types.js';

type Step = IteratorResult<WatchedPage, void>;

/** The reason of an end that is no error. */
const stopped = new Error('stopped');

const over: Step = { value: undefined, done: true };

/** See {@link Watching}. */
export class LiveWatching implements Watching {
  readonly #read: (image: ImageSource, options: ReadOptions, signal: AbortSignal) => Promise<Page>;
  readonly #controller: AbortController;
  readonly #pages: AsyncGenerator<WatchedPage, void>;
  readonly #unlink: () => void;
  #feed: Feed | undefined;
  #follower: Follower | undefined;
  #finish: () => void = () => undefined;
  readonly started: Promise<void>;
  /** Resolves when all is released; never rejects. */
  readonly done: Promise<void>;

  /** @throws LonghandError `invalid_option` */
  constructor(
    read: (image: ImageSource, options: ReadOptions, signal: AbortSignal) => Promise<Page>,
    source: WatchSource | undefined,
    { signal, constraints, ...options }: WatchOptions,
    lifetime: AbortSignal,
  ) {
    expectOption('source', 'a <video>, a MediaStream or nothing', source, isVideoSource);
    checkReadOptions(options);
    expectOption('constraints', 'an object', constraints, isPlainObject);
    const { controller, unlink } = linkedController(signal, lifetime);
    this.#read = read;
    this.#controller = controller;
    this.#unlink = unlink;
    this.done = new Promise((resolve) => (this.#finish = resolve));
    controller.signal.addEventListener('abort', () => this.#close(), { once: true });
    this.started = this.#open(source, constraints);
    this.started.catch(() => this.#close());
    this.#pages = this.#watch(options);
  }

  async next(): Promise<Step> {
    try {
      return await this.#pages.next();
    } catch (error) {
      if (error === stopped) return over;
      throw error;
    }
  }

  stop(): void {
    this.#controller.abort(stopped);
  }

  async return(): Promise<Step> {
    this.stop();
    await this.#pages.return();
    return over;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async #open(source: WatchSource | undefined, constraints: MediaTrackConstraints | undefined) {
    const { signal } = this.#controller;
    const onLost = (error: Error) => this.#controller.abort(error);
    const { Feed, Follower } = await abortable(liveParts(), signal);
    this.#follower = new Follower();
    const feed = await Feed.open(source, constraints, onLost, signal);
    this.#feed = feed;
    if (signal.aborted) feed.close();
  }

  async *#watch(options: ReadOptions): AsyncGenerator<WatchedPage, void> {
    const { signal } = this.#controller;
    try {
      await this.started;
      for (;;) {
        const video = await this.#feed?.next(signal);
        const page = video && (await this.#read(video, options, signal));
        const followed = page && this.#follower?.follow(page);
        if (!followed) return;
        yield followed;
      }
    } finally {
      this.#close();
    }
  }

  #close() {
    this.#feed?.close();
    this.#unlink();
    this.#finish();
  }
}

/** Told by name, as for pictures. */
function isVideoSource(source: unknown): boolean {
  return ['HTMLVideoElement', 'MediaStream'].includes(kindOf(source));
}

/** @throws LonghandError `network` */
async function liveParts() {
  try {
    return await import('./watch/live.js');
  } catch (cause) {
    const message = `the part that watches was not loaded: ${messageOf(cause)}`;
    throw new LonghandError('network', message, { cause });
  }
}
