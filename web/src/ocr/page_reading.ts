import type { ByteBuffer, MainModule, OcrEngine as RawEngine, RawPage } from '#wasm/ocr.js';

import { withCopy } from '../load/raw_module.js';
import { check } from '../errors.js';
import { toPage, toPageLine } from './page.js';
import type { rawReadOptions } from './options.js';
import type { Page, PageLine } from './page_types.js';
import { channelsOf, checkedPixels, type Pixels } from './pixels.js';

/** What is copied into the engine's memory at a time. */
const bandBytes = 4 * 1024 * 1024;

/** What was read in one step. */
export interface PageStep {
  lines: PageLine[];
  /** Rows so far, and in all. */
  read: number;
  rows: number;
}

/** The reading of one page, in steps. An engine reads one at a time. */
export class PageReading {
  readonly #engine: RawEngine;
  #milliseconds = 0;
  #rows: number;

  /** Finds the rows of text. @throws LonghandError */
  constructor(
    raw: MainModule,
    engine: RawEngine,
    image: Pixels,
    { options, sides, models }: ReturnType<typeof rawReadOptions>,
  ) {
    const started = performance.now();
    this.#engine = engine;
    addPicture(raw.ByteBuffer, engine, checkedPixels(image));
    const { failure, rows } = engine.beginPage(options, sides, models);
    check(failure);
    this.#rows = rows;
    this.#milliseconds += performance.now() - started;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Reads some rows. @throws LonghandError */
  step(): PageStep {
    const started = performance.now();
    const { failure, lines, read, rows } = this.#engine.readRows();
    check(failure);
    this.#milliseconds += performance.now() - started;
    return { lines: lines.map(toPageLine), read, rows };
  }

  /** To be called in place of reading: where the rows are. */
  outline(): Page {
    return this.#take(() => this.#engine.outlinePage());
  }

  /** To be called when all rows are read. */
  finish(): Page {
    return this.#take(() => this.#engine.finishPage());
  }

  #take(page: () => RawPage): Page {
    const started = performance.now();
    const raw = page();
    return toPage(raw, this.#milliseconds + performance.now() - started);
  }
}

/** In bands, so that the engine never holds all of its colours; what one can see through comes whole. */
function addPicture(type: new (size: number) => ByteBuffer, engine: RawEngine, image: Pixels) {
  const { data, width, height } = image;
  const channels = channelsOf(image);
  check(engine.beginPicture(width, height));
  const rowBytes = width * channels;
  const isWhole = channels === 4 && !isOpaque(data);
  const rows = isWhole ? height : Math.max(1, Math.floor(bandBytes / rowBytes));
  for (let y = 0; y < height; y += rows) {
    const count = Math.min(rows, height - y);
    const band = data.subarray(y * rowBytes, (y + count) * rowBytes);
    check(withCopy([band], type, (buffer) => engine.addRows(buffer, width, count, channels)));
  }
}

function isOpaque(rgba: Uint8Array | Uint8ClampedArray): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 255) return false;
  return true;
}
