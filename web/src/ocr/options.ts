import { ocr as limits } from '#wasm/limits.js';
import type { MainModule, RawOcrOptions, RawPageOptions } from '#wasm/ocr.js';

import type { ReadOptions } from './page_types.js';
import type { RecognizeOptions } from './types.js';
import {
  expectBoolean,
  expectNumber,
  expectOption,
  expectString,
  isPlainObject,
} from '../option_checks.js';

/** Checks what a caller without type checker may have passed. @throws LonghandError `invalid_option` */
export function checkOcrOptions(options: RecognizeOptions): void {
  checkReadOptions(options);
  const { probabilities, invertThreshold } = options;
  expectBoolean('probabilities', probabilities);
  expectNumber('invertThreshold', invertThreshold, limits.invertThreshold);
  expectOneOf('layout', ['line', 'raw'], options.layout);
  expectOneOf('direction', ['auto', 'horizontal', 'vertical'], options.direction);
  expectOneOf('noise', ['lcg', 'minstd'], options.noise);
}

/** The same for pages. @throws LonghandError `invalid_option` */
export function checkReadOptions(options: ReadOptions): void {
  expectOption('options', 'an object', options, isPlainObject);
  const { dictionary, allow, deny } = options;
  expectBoolean('dictionary', dictionary);
  expectString('allow', allow);
  expectString('deny', deny);
}

function expectOneOf(name: string, choices: string[], value: string | undefined): void {
  const quoted = choices.map((choice) => `"${choice}"`);
  const expected = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
  expectOption(name, expected, value, (choice) => choices.includes(choice as string));
}

/**
 * The engine's own options, its defaults filled in.
 * @param form puts text into the form that the model's labels have
 */
export function rawOcrOptions(
  options: RecognizeOptions,
  raw: Pick<MainModule, 'Direction' | 'Layout' | 'Noise' | 'defaults'>,
  form: (text: string) => string,
): RawOcrOptions {
  checkOcrOptions(options);
  const defaults = raw.defaults();
  const { layout, direction, noise } = options;
  return {
    dictionary: options.dictionary ?? defaults.dictionary,
    layout: layout ? raw.Layout[layout] : defaults.layout,
    direction: direction ? raw.Direction[direction] : defaults.direction,
    noise: noise ? raw.Noise[noise] : defaults.noise,
    invertThreshold: options.invertThreshold ?? defaults.invertThreshold,
    allow: form(options.allow ?? ''),
    deny: form(options.deny ?? ''),
    probabilities: options.probabilities ?? defaults.probabilities,
  };
}

/** The same for pages. */
export function rawReadOptions(
  options: ReadOptions,
  raw: Pick<MainModule, 'pageDefaults'>,
  form: (text: string) => string,
): RawPageOptions {
  checkReadOptions(options);
  return {
    dictionary: options.dictionary ?? raw.pageDefaults().dictionary,
    allow: form(options.allow ?? ''),
    deny: form(options.deny ?? ''),
  };
}
