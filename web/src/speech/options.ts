import { language, speech as limits } from '#wasm/limits.js';
import type { RawSpeechOptions } from '#wasm/speech.js';

import {
  expectBoolean,
  expectFunction,
  expectInteger,
  expectNumber,
  expectOption,
  expectString,
  isPlainObject,
  isStrings,
} from '../option_checks.js';
import { boostsOf, expectHotwords } from '../hotwords.js';
import type { EndpointRules, SpeechOptions } from './types.js';
import { checkWake } from './wake.js';

/** Checks what a caller without type checker may have passed. @throws LonghandError `invalid_option` */
export function checkSpeechOptions(options: SpeechOptions): void {
  expectOption('options', 'an object', options, (value) => isPlainObject(value));
  const { phrases, endpoint } = options;
  expectOption('phrases', 'an array of strings', phrases, isStrings);
  checkWake(options);
  expectNumber('phraseThreshold', options.phraseThreshold, limits.phraseThreshold);
  expectHotwords(options.hotwords);
  expectBoolean('languageModel', options.languageModel);
  expectNumber('lmWeight', options.lmWeight, language.lmWeight);
  expectNumber('wordBonus', options.wordBonus, language.wordBonus);
  expectInteger('beam', options.beam, limits.beam);
  expectInteger('alternatives', options.alternatives, limits.beam);
  expectString('allow', options.allow);
  expectString('deny', options.deny);
  expectBoolean('partials', options.partials);
  expectBoolean('skipSilence', options.skipSilence);
  expectFunction('write', options.write);
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
    hotwords: boostsOf(options.hotwords).map(([text, boost]) => ({ text: form(text), boost })),
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
