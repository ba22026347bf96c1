import type { Page, PageLine, ReadOptions } from './page_types.js';

/**
 * Moving pictures. A `<video>` that has no source yet gets the camera, and shows it.
 * @example
 * import { createOcr, type WatchSource } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const screen: WatchSource = await navigator.mediaDevices.getDisplayMedia({ video: true });
 * for await (const { text } of ocr.watch(screen)) console.log(text);
 */
export type WatchSource = HTMLVideoElement | MediaStream;

/**
 * How moving pictures are read.
 * @example
 * import { createOcr, type WatchOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const options: WatchOptions = { constraints: { facingMode: 'user' }, allow: '0-9' };
 * for await (const { text } of ocr.watch(undefined, options)) if (text.length === 12) break;
 */
export interface WatchOptions extends ReadOptions {
  /** Ends it, wherever it is; the recogniser stays usable. */
  signal?: AbortSignal | undefined;
  /** Which camera, and what size of pictures. Default: the one at the back, 1920 x 1080 if it can. */
  constraints?: MediaTrackConstraints | undefined;
}

/**
 * A line that is followed from picture to picture.
 * @example
 * import { createOcr, type WatchedLine } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const seen = new Map<number, string>();
 * const keep = ({ id, text }: WatchedLine) => seen.set(id, text);
 * for await (const { lines } of ocr.watch()) lines.forEach(keep);
 */
export interface WatchedLine extends PageLine {
  /** The same as long as the line is in the picture, wherever it moves; never used again. */
  id: number;
}

/**
 * What a picture shows: text as the last few readings have it together, at the place of the last one.
 * @example
 * import { createOcr, type WatchedPage } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const show = ({ lines, width, height }: WatchedPage) => console.log(width, height, lines.length);
 * for await (const page of ocr.watch()) show(page);
 */
export interface WatchedPage extends Page {
  lines: WatchedLine[];
}

/**
 * Watching under way, from the call on until it is stopped or fails; read it with `for await`. Leaving the
 * loop releases the camera, and so do `stop`, an abort and every error. A picture is read when the one
 * before it was and somebody waits for the next page, always the newest one, and not again while it
 * hardly changes; none is read while the page is hidden.
 * @example
 * import { createOcr, type Watching } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const watching: Watching = ocr.watch(document.querySelector('video') ?? undefined);
 * document.querySelector('button')?.addEventListener('click', () => watching.stop());
 * await watching.started;
 * for await (const { text } of watching) console.log(text);
 */
export interface Watching extends AsyncIterableIterator<WatchedPage, void>, AsyncDisposable {
  /** Resolves when the first picture is there. @throws as the iteration does */
  readonly started: Promise<void>;
  /** Releases the camera and ends the iteration at once. */
  stop(): void;
}
