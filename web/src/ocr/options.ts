import { ocr as limits } from '#wasm/limits.js';
import type { MainModule, RawOcrOptions, RawPageOptions } from '#wasm/ocr.js';

import type { ReadOptions, Region } from './page_types.js';
import type { RecognizeOptions, SearchOptions } from './types.js';
import {
  expectBoolean,
  expectNumber,
  expectOption,
  expectString,
  isPlainObject,
} from '../option_checks.js';

/** Checks what a caller without type checker may have passed. @throws LonghandError `invalid_option` */
export function checkOcrOptions(options: RecognizeOptions): void {
  checkSearchOptions(options);
  const { probabilities, invertThreshold } = options;
  expectBoolean('probabilities', probabilities);
  expectNumber('invertThreshold', invertThreshold, limits.invertThreshold);
  expectOneOf('layout', ['line', 'raw'], options.layout);
  expectOneOf('direction', ['auto', 'horizontal', 'vertical'], options.direction);
  expectOneOf('noise', ['lcg', 'minstd'], options.noise);
}

/** The same for pages. @throws LonghandError `invalid_option` */
export function checkReadOptions(options: ReadOptions): void {
  checkSearchOptions(options);
  const { layout, orientation, region, regions } = options;
  expectOneOf('layout', ['auto', 'column', 'block', 'sparse', 'line', 'raw'], layout);
  expectOneOf('orientation', ['auto', 0, 90, 180, 270], orientation);
  expectOption('regions', 'at least one region, and no option region', regions, (list) => {
    return Array.isArray(list) && list.length > 0 && region === undefined;
  });
  const parts: unknown[] = regionsOf(options);
  for (const part of parts) expectOption('region', regionForm, part ?? null, isRegion);
}

const regionForm = `whole numbers x and y from 0, width and height from 1 to ${limits.imageSide}`;

function isRegion(region: unknown): boolean {
  if (!isPlainObject(region)) return false;
  const isSide = (value: unknown, least: number) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= limits.imageSide;
  const { x, y, width, height } = region;
  return isSide(x, 0) && isSide(y, 0) && isSide(width, 1) && isSide(height, 1);
}

function regionsOf({ region, regions }: ReadOptions): Region[] {
  return regions ?? (region === undefined ? [] : [region]);
}

/** What lines and pages have in common. */
function checkSearchOptions(options: SearchOptions): void {
  expectOption('options', 'an object', options, isPlainObject);
  const { dictionary, allow, deny, models } = options;
  expectBoolean('dictionary', dictionary);
  expectString('allow', allow);
  expectString('deny', deny);
  expectOption('models', 'numbers of models, each once', models, isListOfModels);
}

function isListOfModels(models: unknown): boolean {
  if (!Array.isArray(models) || models.length === 0) return false;
  const isNumber = (model: unknown) => Number.isInteger(model) && Number(model) >= 0;
  return models.every(isNumber) && new Set(models).size === models.length;
}

function expectModels(models: number[] | undefined, count: number): void {
  expectOption(
    'models',
    `numbers below ${count}`,
    models,
    () => models?.every((model) => model < count) === true,
  );
}

function expectOneOf<T>(name: string, choices: T[], value: T | undefined): void {
  const quoted = choices.map((choice) => JSON.stringify(choice));
  const expected = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
  expectOption(name, expected, value, (choice) => choices.includes(choice as T));
}

/**
 * The engine's own options, its defaults filled in.
 * @param models how many there are
 * @param form puts text into the form that the model's labels have
 */
export function rawOcrOptions(
  options: RecognizeOptions,
  models: number,
  raw: Pick<MainModule, 'Direction' | 'Layout' | 'Noise' | 'defaults'>,
  form: (text: string) => string,
): RawOcrOptions {
  checkOcrOptions(options);
  expectModels(options.models, models);
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

/** The same for pages; `sides`: left, top, right and bottom of each region; `models`: empty = all. */
export function rawReadOptions(
  options: ReadOptions,
  raw: Pick<MainModule, 'PageLayout' | 'pageDefaults'>,
  form: (text: string) => string,
): { options: RawPageOptions; sides: number[]; models: number[] } {
  checkReadOptions(options);
  const { layout, orientation } = options;
  const defaults = raw.pageDefaults();
  const sides = regionsOf(options).flatMap(({ x, y, width, height }) => [
    x,
    y,
    x + width,
    y + height,
  ]);
  return {
    options: {
      dictionary: options.dictionary ?? defaults.dictionary,
      allow: form(options.allow ?? ''),
      deny: form(options.deny ?? ''),
      layout: layout ? raw.PageLayout[layout] : defaults.layout,
      orientation: orientation === 'auto' ? undefined : orientation,
    },
    sides,
    models: options.models ?? [],
  };
}
