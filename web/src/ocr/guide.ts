import { language as languageLimits, ocr as limits } from '#wasm/limits.js';
import type { MainModule } from '#wasm/ocr_full.js';

import { check, LonghandError } from '../errors.js';
import { boostsOf, expectHotwords } from '../hotwords.js';
import { withCopy } from '../load/raw_module.js';
import { expectBoolean, expectNumber, expectOption, isStrings } from '../option_checks.js';
import type { SearchOptions } from './types.js';

/** What only the full engine has. */
type FullParts = Pick<
  MainModule,
  'beginGuide' | 'addPattern' | 'addHotword' | 'loadLanguageModel' | 'ByteBuffer'
>;

/** What an engine's searches go by: patterns, or hot words and a language model. */
export class Guide {
  readonly #raw: FullParts | undefined;
  readonly #form: (text: string) => string;
  readonly #hasLanguageModel: boolean;

  /**
   * @param raw of either engine
   * @param form puts text into the form that the models' labels have
   * @throws LonghandError `invalid_model`, `invalid_option`, `out_of_memory`
   */
  constructor(raw: object, form: (text: string) => string, languageModel: Uint8Array | undefined) {
    this.#raw = 'beginGuide' in raw ? (raw as FullParts) : undefined;
    this.#form = form;
    this.#hasLanguageModel = languageModel !== undefined;
    if (!languageModel) return;
    const { ByteBuffer, loadLanguageModel } = this.#full();
    check(withCopy([languageModel], ByteBuffer, (file) => loadLanguageModel(file)));
  }

  /** For the next call of the engine. @throws LonghandError `invalid_option` */
  set(options: SearchOptions): void {
    checkGuide(options);
    const { patterns = [], hotwords, languageModel = this.#hasLanguageModel } = options;
    const boosts = boostsOf(hotwords);
    const isAsked = patterns.length > 0 || boosts.length > 0 || languageModel;
    if (!this.#raw && !isAsked) return;
    const raw = this.#full();
    raw.beginGuide(
      options.patternThreshold ?? limits.defaultPatternThreshold,
      languageModel,
      options.lmWeight ?? limits.defaultLmWeight,
      options.wordBonus ?? limits.defaultWordBonus,
    );
    for (const pattern of patterns) raw.addPattern(this.#form(pattern));
    for (const [text, boost] of boosts) raw.addHotword(this.#form(text), boost);
  }

  #full(): FullParts {
    if (this.#raw) return this.#raw;
    throw new LonghandError(
      'invalid_option',
      "patterns, hotwords, languageModel: need the full engine, which is made with engine: 'full'",
    );
  }
}

function checkGuide(options: SearchOptions): void {
  expectOption('patterns', 'an array of strings', options.patterns, isStrings);
  expectNumber('patternThreshold', options.patternThreshold, limits.patternThreshold);
  expectHotwords(options.hotwords);
  expectBoolean('languageModel', options.languageModel);
  expectNumber('lmWeight', options.lmWeight, languageLimits.lmWeight);
  expectNumber('wordBonus', options.wordBonus, languageLimits.wordBonus);
}
