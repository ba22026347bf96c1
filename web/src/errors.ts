/**
 * Stable reasons for a {@link LonghandError}. The first five come from the engine itself.
 * @example
 * import type { LonghandErrorCode } from 'longhand';
 *
 * const advice: Partial<Record<LonghandErrorCode, string>> = {
 *   network: 'Check the connection and try again.',
 *   invalid_image: 'Choose a PNG, JPEG or WebP picture of one line.',
 * };
 */
export type LonghandErrorCode =
  /** Bytes that are not a well-formed model file. */
  | 'invalid_model'
  /** A well-formed model that needs something this engine does not have. */
  | 'unsupported_model'
  /** Not an image, or one that cannot be a line of text: empty, undecodable, too large. */
  | 'invalid_image'
  /** Not a sound, or samples or a sample rate outside the documented range. */
  | 'invalid_audio'
  /** An argument of the wrong type or outside its documented range. */
  | 'invalid_option'
  /** A model, an image or the WebAssembly file could not be fetched. */
  | 'network'
  /** A model's bytes do not have the hash that was asked for. */
  | 'integrity'
  /** WebAssembly is missing, forbidden by the page's Content-Security-Policy, or the file is broken. */
  | 'wasm'
  /** The worker did not start or ended unexpectedly. The next call starts a new one. */
  | 'worker'
  /** A call took longer than `timeout`. The next call starts a new worker. */
  | 'timeout'
  /** The engine found no memory for what it was asked to do. */
  | 'out_of_memory'
  /** More than `maxPending` calls wait. */
  | 'queue_full'
  /** `dispose()` was called. */
  | 'disposed'
  /** The microphone is missing, busy or not permitted. */
  | 'microphone'
  /** The camera is missing, busy, not permitted or gone. */
  | 'camera';

/**
 * What every failed call rejects with, except one that was aborted: that rejects with the reason of
 * its `AbortSignal`, by default a `DOMException` named `AbortError`.
 * @example
 * import { createOcr, LonghandError } from 'longhand';
 *
 * try {
 *   await createOcr({ model: '/models/eng.traineddata' });
 * } catch (error) {
 *   if (!(error instanceof LonghandError)) throw error;
 *   console.log(error.code === 'network' ? 'Are you online?' : error.message);
 * }
 */
export class LonghandError extends Error {
  override readonly name = 'LonghandError';

  constructor(
    /** The reason, stable across versions. */
    readonly code: LonghandErrorCode,
    /** What was expected, what was found and where; for people, may change. */
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Throws what an engine tells of a failure, if there was one; `where` goes before its message. */
export function check(failure: { code: unknown; message: unknown } | undefined, where = ''): void {
  if (!failure) return;
  throw new LonghandError(failure.code as LonghandErrorCode, where + String(failure.message));
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What calls find after `dispose`. */
export function disposedError(): LonghandError {
  return new LonghandError('disposed', 'the recogniser was disposed of');
}

/** What kind of thing `value` is, for messages: `string`, `null`, `Array`, `Uint16Array`, `Blob`. */
export function kindOf(value: unknown): string {
  if (value !== null && typeof value !== 'object') return typeof value;
  return value === null ? 'null' : Object.prototype.toString.call(value).slice(8, -1);
}
