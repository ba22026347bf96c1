import type { RawHotword, RawSpeechOptions } from '#wasm/speech.js';

import {
  expectBoolean,
  expectInteger,
  expectNumber,
  expectOption,
  expectString,
  isPlainObject,
} from '../option_checks.js';
import type { EndpointRules, SpeechOptions } from './types.js';

const defaultBoost = 8;
const longestSilence = 3600;

/** Checks what a caller without type checker may have passed. @throws LonghandError `invalid_option` */
export function checkSpeechOptions(options: SpeechOptions): void {
  expectOption('options', 'an object', options, (value) => isPlainObject(value));
  const { phrases, hotwords, endpoint } = options;
  expectOption('phrases', 'an array of strings', phrases, isStrings);
  expectNumber('phraseThreshold', options.phraseThreshold, 0, 1);
  expectOption(
    'hotwords',
    'an array of strings, or an object or Map of boosts',
    hotwords,
    isHotwords,
  );
  expectBoolean('languageModel', options.languageModel);
  expectNumber('lmWeight', options.lmWeight, 0, 10);
  expectNumber('wordBonus', options.wordBonus, -20, 20);
  expectInteger('beam', options.beam, 1, 1000);
  expectInteger('alternatives', options.alternatives, 1, 1000);
  expectString('allow', options.allow);
  expectString('deny', options.deny);
  expectBoolean('partials', options.partials);
  expectBoolean('skipSilence', options.skipSilence);
  expectOption('endpoint', 'an object', endpoint, isPlainObject);
  if (endpoint) checkRules(endpoint);
}

function checkRules({ trailingSilence, noSpeech, maxLength }: EndpointRules) {
  expectNumber('endpoint.trailingSilence', trailingSilence, 0, longestSilence);
  expectNumber('endpoint.noSpeech', noSpeech, 0, longestSilence);
  expectNumber('endpoint.maxLength', maxLength, 1, 60);
}

/**
 * The engine's own options, defaults filled in.
 * @param form puts text into the form that the model's labels have
 * @throws LonghandError `invalid_option`
 */
export function rawSpeechOptions(
  options: SpeechOptions,
  hasLanguageModel: boolean,
  form: (text: string) => string,
): RawSpeechOptions {
  checkSpeechOptions(options);
  const searches = (options.beam ?? 2) > 1;
  return {
    beam: options.beam ?? 16,
    alternatives: options.alternatives ?? 1,
    phrases: (options.phrases ?? []).map(form),
    phraseThreshold: options.phraseThreshold ?? 0.5,
    hotwords: rawHotwords(options.hotwords ?? [], form),
    languageModel: options.languageModel ?? (hasLanguageModel && searches),
    lmWeight: options.lmWeight ?? 0.6,
    wordBonus: options.wordBonus ?? 0.8,
    allow: form(options.allow ?? ''),
    deny: form(options.deny ?? ''),
    endpoint: {
      trailingSilence: options.endpoint?.trailingSilence ?? 0.9,
      noSpeech: options.endpoint?.noSpeech ?? 10,
      maxLength: options.endpoint?.maxLength ?? 30,
    },
    partials: options.partials ?? true,
    skipSilence: options.skipSilence ?? true,
  };
}

type Hotwords = NonNullable<SpeechOptions['hotwords']>;

function rawHotwords(hotwords: Hotwords, form: (text: string) => string): RawHotword[] {
  return boostsOf(hotwords).map(([text, boost]) => ({ text: form(text), boost }));
}

function boostsOf(hotwords: Hotwords): (readonly [string, number])[] {
  if (isStrings(hotwords)) return hotwords.map((text) => [text, defaultBoost]);
  return isMap(hotwords) ? [...hotwords] : Object.entries(hotwords);
}

function isMap(hotwords: Hotwords): hotwords is ReadonlyMap<string, number> {
  return hotwords instanceof Map;
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isHotwords(value: unknown): boolean {
  if (isStrings(value)) return true;
  if (!(value instanceof Map) && !isPlainObject(value)) return false;
  const entries: unknown[][] = value instanceof Map ? [...value] : Object.entries(value);
  return entries.every(([text, boost]) => typeof text === 'string' && typeof boost === 'number');
}
