import type { RawHotword, RawSpeechOptions } from '#wasm/speech.js';

import {
  expectBoolean,
  expectInteger,
  expectNumber,
  expectOption,
  expectString,
} from './option_checks.js';
import type { EndpointRules, SpeechOptions } from './speech_types.js';

const defaultBoost = 8;
const longestSilence = 3600;

/** Checks what a caller without type checker may have passed. @throws LonghandError `invalid_option` */
export function checkSpeechOptions(options: SpeechOptions): void {
  const { phrases, hotwords, endpoint } = options;
  expectOption('phrases', 'an array of strings', phrases, isStrings);
  expectNumber('phraseThreshold', options.phraseThreshold, 0, 1);
  expectOption('hotwords', 'strings, or an object of their boosts', hotwords, isHotwords);
  expectBoolean('languageModel', options.languageModel);
  expectNumber('lmWeight', options.lmWeight, 0, 10);
  expectNumber('wordBonus', options.wordBonus, -20, 20);
  expectInteger('beam', options.beam, 1, 1000);
  expectInteger('alternatives', options.alternatives, 1, 1000);
  expectString('allow', options.allow);
  expectString('deny', options.deny);
  expectBoolean('partials', options.partials);
  expectBoolean('skipSilence', options.skipSilence);
  expectOption('endpoint', 'an object', endpoint, (value) => typeof value === 'object');
  if (endpoint) checkRules(endpoint);
}

function checkRules({ trailingSilence, noSpeech, maxLength }: EndpointRules) {
  expectNumber('endpoint.trailingSilence', trailingSilence, 0, longestSilence);
  expectNumber('endpoint.noSpeech', noSpeech, 0, longestSilence);
  expectNumber('endpoint.maxLength', maxLength, 1, 60);
}

/** The engine's own options, defaults filled in. @throws LonghandError `invalid_option` */
export function rawSpeechOptions(
  options: SpeechOptions,
  hasLanguageModel: boolean,
): RawSpeechOptions {
  checkSpeechOptions(options);
  const searches = (options.beam ?? 2) > 1;
  return {
    beam: options.beam ?? 16,
    alternatives: options.alternatives ?? 1,
    phrases: options.phrases ?? [],
    phraseThreshold: options.phraseThreshold ?? 0.5,
    hotwords: rawHotwords(options.hotwords ?? []),
    languageModel: options.languageModel ?? (hasLanguageModel && searches),
    lmWeight: options.lmWeight ?? 0.6,
    wordBonus: options.wordBonus ?? 0.8,
    allow: options.allow ?? '',
    deny: options.deny ?? '',
    endpoint: {
      trailingSilence: options.endpoint?.trailingSilence ?? 0.9,
      noSpeech: options.endpoint?.noSpeech ?? 10,
      maxLength: options.endpoint?.maxLength ?? 30,
    },
    partials: options.partials ?? true,
    skipSilence: options.skipSilence ?? true,
  };
}

function rawHotwords(hotwords: NonNullable<SpeechOptions['hotwords']>): RawHotword[] {
  if (isStrings(hotwords)) return hotwords.map((text) => ({ text, boost: defaultBoost }));
  return Object.entries(hotwords).map(([text, boost]) => ({ text, boost }));
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isHotwords(value: unknown): boolean {
  if (Array.isArray(value)) return isStrings(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((boost) => typeof boost === 'number');
}
