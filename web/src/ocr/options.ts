import type { MainModule, RawOcrOptions } from '#wasm/ocr.js';

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
  expectOption('options', 'an object', options, isPlainObject);
  const { dictionary, probabilities, allow, deny, invertThreshold } = options;
  expectBoolean('dictionary', dictionary);
  expectBoolean('probabilities', probabilities);
  expectString('allow', allow);
  expectString('deny', deny);
  expectNumber('invertThreshold', invertThreshold, 0, 1);
  expectOneOf('layout', ['line', 'raw'], options.layout);
  expectOneOf('direction', ['auto', 'horizontal', 'vertical'], options.direction);
  expectOneOf('noise', ['lcg', 'minstd'], options.noise);
}

function expectOneOf(name: string, choices: string[], value: string | undefined): void {
  const quoted = choices.map((choice) => `"${choice}"`);
  const expected = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
  expectOption(name, expected, value, (choice) => choices.includes(choice as string));
}

/**
 * The engine's own options, defaults filled in.
 * @param form puts text into the form that the model's labels have
 */
export function rawOcrOptions(
  options: RecognizeOptions,
  { Direction, Layout, Noise }: Pick<MainModule, 'Direction' | 'Layout' | 'Noise'>,
  form: (text: string) => string,
): RawOcrOptions {
  checkOcrOptions(options);
  return {
    dictionary: options.dictionary ?? true,
    layout: Layout[options.layout ?? 'line'],
    direction: Direction[options.direction ?? 'auto'],
    noise: Noise[options.noise ?? 'lcg'],
    invertThreshold: options.invertThreshold ?? 0.7,
    allow: form(options.allow ?? ''),
    deny: form(options.deny ?? ''),
    probabilities: options.probabilities ?? false,
  };
}
