import type { MainModule, RawOcrOptions } from '#wasm/ocr.js';

import { LonghandError } from './errors.js';
import type { RecognizeOptions } from './ocr_types.js';

/** Checks what a caller without type checker may have passed. @throws LonghandError `invalid_option` */
export function checkOcrOptions(options: RecognizeOptions): void {
  const { dictionary, probabilities, allow, deny, invertThreshold, noise } = options;
  expect('dictionary', 'a boolean', dictionary, (value) => typeof value === 'boolean');
  expect('probabilities', 'a boolean', probabilities, (value) => typeof value === 'boolean');
  expect('allow', 'a string', allow, (value) => typeof value === 'string');
  expect('deny', 'a string', deny, (value) => typeof value === 'string');
  expect('invertThreshold', 'a number of 0..1', invertThreshold, inUnitRange);
  expect('noise', '"lcg" or "minstd"', noise, (value) => value === 'lcg' || value === 'minstd');
}

/** The engine's own options, defaults filled in. */
export function rawOcrOptions(
  options: RecognizeOptions,
  noise: MainModule['Noise'],
): RawOcrOptions {
  checkOcrOptions(options);
  return {
    dictionary: options.dictionary ?? true,
    noise: noise[options.noise ?? 'lcg'],
    invertThreshold: options.invertThreshold ?? 0.7,
    allow: options.allow ?? '',
    deny: options.deny ?? '',
    probabilities: options.probabilities ?? false,
  };
}

function inUnitRange(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function expect(name: string, what: string, value: unknown, holds: (value: unknown) => boolean) {
  if (value === undefined || holds(value)) return;
  const found = JSON.stringify(value) as string | undefined;
  throw new LonghandError(
    'invalid_option',
    `${name}: expected ${what}, found ${found ?? typeof value}`,
  );
}
