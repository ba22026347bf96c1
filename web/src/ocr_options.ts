import type { MainModule, RawOcrOptions } from '#wasm/ocr.js';

import type { RecognizeOptions } from './ocr_types.js';
import { expectBoolean, expectNumber, expectOption, expectString } from './option_checks.js';

/** Checks what a caller without type checker may have passed. @throws LonghandError `invalid_option` */
export function checkOcrOptions(options: RecognizeOptions): void {
  const { dictionary, probabilities, allow, deny, invertThreshold, layout, noise } = options;
  expectBoolean('dictionary', dictionary);
  expectBoolean('probabilities', probabilities);
  expectString('allow', allow);
  expectString('deny', deny);
  expectNumber('invertThreshold', invertThreshold, 0, 1);
  expectOption('layout', '"line" or "raw"', layout, (value) => {
    return value === 'line' || value === 'raw';
  });
  expectOption('noise', '"lcg" or "minstd"', noise, (value) => {
    return value === 'lcg' || value === 'minstd';
  });
}

/** The engine's own options, defaults filled in. */
export function rawOcrOptions(
  options: RecognizeOptions,
  { Layout, Noise }: Pick<MainModule, 'Layout' | 'Noise'>,
): RawOcrOptions {
  checkOcrOptions(options);
  return {
    dictionary: options.dictionary ?? true,
    layout: Layout[options.layout ?? 'line'],
    noise: Noise[options.noise ?? 'lcg'],
    invertThreshold: options.invertThreshold ?? 0.7,
    allow: options.allow ?? '',
    deny: options.deny ?? '',
    probabilities: options.probabilities ?? false,
  };
}
