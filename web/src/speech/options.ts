import { speech as limits } from '#wasm/limits.js';
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

/** Checks what a caller without type checker may have passed. @throws LonghandError `invalid_option` */
export function checkSpeechOptions(options: SpeechOptions): void {
  expectOption('options', 'an object', options, (value) => isPlainObject(value));
  const { phrases, hotwords, endpoint } = options;
  expectOption('phrases', 'an array of strings', phrases, isStrings);
  expectNumber('phraseThreshold', options.phraseThreshold, limits.phraseThreshold);
  expectOption(
    'hotwords',
    'an array of strings, or an object or Map of boosts',
    hotwords,
    isHotwords,
  );
  expectBoolean('languageModel', options.languageModel);
  expectNumber('lmWeight', options.lmWeight, limits.lmWeight);
  expectNumber('wordBonus', options.wordBonus, limits.wordBonus);
  expectInteger('beam', options.beam, limits.beam);
  expectInteger('alternatives', options.alternatives, limits.beam);
  expectString('allow', options.allow);
  expectString('deny', options.deny);
  expectBoolean('partials', options.partials);
  expectBoolean('skipSilence', options.skipSilence);
  expectOption('endpoint', 'an object', endpoint, isPlainObject);
  if (endpoint) checkRules(endpoint);
}

function checkRules({ trailingSilence, noSpeech, maxLength }: EndpointRules) {
  expectNumber('endpoint.trailingSilence', trailingSilence, limits.trailingSilence);
  expectNumber('endpoint.noSpeech', noSpeech, limits.noSpeech);
  expectNumber('endpoint.maxLength', maxLength, limits.maxLength);
}

/**
 * The engine's own options, its `defaults` filled in.
 * @param form puts text into the form that the model's labels have
 * @throws LonghandError `invalid_option`
 */
export function rawSpeechOptions(
  options: SpeechOptions,
  defaults: RawSpeechOptions,
  hasLanguageModel: boolean,
  form: (text: string) => string,
): RawSpeechOptions {
  checkSpeechOptions(options);
  const { endpoint } = options;
  const beam = options.beam ?? defaults.beam;
  return {
    beam,
    alternatives: options.alternatives ?? defaults.alternatives,
    phrases: (options.phrases ?? []).map(form),
    phraseThreshold: options.phraseThreshold ?? defaults.phraseThreshold,
    hotwords: rawHotwords(options.hotwords ?? [], form),
    languageModel: options.languageModel ?? (hasLanguageModel && beam > 1),
    lmWeight: options.lmWeight ?? defaults.lmWeight,
    wordBonus: options.wordBonus ?? defaults.wordBonus,
    allow: form(options.allow ?? ''),
    deny: form(options.deny ?? ''),
    endpoint: {
      trailingSilence: endpoint?.trailingSilence ?? defaults.endpoint.trailingSilence,
      noSpeech: endpoint?.noSpeech ?? defaults.endpoint.noSpeech,
      maxLength: endpoint?.maxLength ?? defaults.endpoint.maxLength,
    },
    partials: options.partials ?? defaults.partials,
    skipSilence: options.skipSilence ?? defaults.skipSilence,
  };
}

type Hotwords = NonNullable<SpeechOptions['hotwords']>;

function rawHotwords(hotwords: Hotwords, form: (text: string) => string): RawHotword[] {
  return boostsOf(hotwords).map(([text, boost]) => ({ text: form(text), boost }));
}

function boostsOf(hotwords: Hotwords): (readonly [string, number])[] {
  if (isStrings(hotwords)) return hotwords.map((text) => [text, limits.defaultBoost]);
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
