import { language as limits } from '#wasm/limits.js';

import { expectOption, isPlainObject, isStrings } from './option_checks.js';

/**
 * Words and phrases that are likely, in the dictionary or not: a list, or each with its boost, -50..50, added to the
 * log-probability (nats) of what has it. Default boost 8.
 * @example
 * import { createOcr, type Hotwords } from 'longhand/ocr';
 *
 * const hotwords: Hotwords = { Zaandam: 8, Zwolle: 4 };
 * const ocr = await createOcr({ model: '/models/eng.traineddata', engine: 'full' });
 * const { text } = await ocr.recognize('/address.png', { hotwords });
 */
export type Hotwords =
  readonly string[] | Readonly<Record<string, number>> | ReadonlyMap<string, number>;

/** @throws LonghandError `invalid_option` */
export function expectHotwords(hotwords: Hotwords | undefined): void {
  const expected = 'an array of strings, or an object or Map of boosts';
  expectOption('hotwords', expected, hotwords, isHotwords);
}

/** Each with its boost. */
export function boostsOf(hotwords: Hotwords = []): (readonly [string, number])[] {
  if (isStrings(hotwords)) return hotwords.map((text) => [text, limits.defaultBoost]);
  return isMap(hotwords) ? [...hotwords] : Object.entries(hotwords);
}

function isMap(hotwords: Hotwords): hotwords is ReadonlyMap<string, number> {
  return hotwords instanceof Map;
}

function isHotwords(value: unknown): boolean {
  if (isStrings(value)) return true;
  if (!(value instanceof Map) && !isPlainObject(value)) return false;
  const entries: unknown[][] = value instanceof Map ? [...value] : Object.entries(value);
  return entries.every(([text, boost]) => typeof text === 'string' && typeof boost === 'number');
}
