import type { OcrResult, OcrWarning, OcrWord } from 'longhand/ocr';

import { wordChip } from '../confidence.js';
import { CopyButton } from '../copy_button.js';
import { element } from '../dom.js';
import { buildFact, factItems, type Fact } from '../facts.js';
import { HeatMap } from '../heat_map.js';
import { compared, type Reader } from './comparison.js';
import { LineView } from './line_view.js';
import type { Model } from './models.js';

const advice: Record<OcrWarning, string> = {
  several_lines:
    'This picture holds several lines; only the largest was read. Cut it into lines to read them all.',
  vertical_text: 'This line is vertical, and the model is not made for such text.',
};

/** Everything that is shown of one line: picture, text, words, facts, probabilities. */
export class ResultView {
  readonly #lineBox = element('div', { class: 'line' });
  readonly #line = new LineView(this.#lineBox);
  readonly #text = element('p', { class: 'text', 'aria-live': 'polite', 'aria-atomic': 'true' });
  readonly #copy = new CopyButton(() => this.#text.textContent);
  readonly #warning = element('p', { class: 'hint', role: 'status' });
  readonly #comparison = element('table', { class: 'comparison', hidden: true });
  readonly #words = element('ul', { class: 'words', 'aria-label': 'Words with confidence' });
  readonly #facts = element('dl', { class: 'facts' });
  readonly #mapBox = element('div', { class: 'map' });
  readonly #map = new HeatMap(this.#mapBox);
  readonly root = element(
    'section',
    { class: 'card result', 'aria-label': 'What was read', tabindex: '-1' },
    this.#lineBox,
    element('div', { class: 'reading' }, this.#text, this.#copy.root),
    this.#warning,
    this.#comparison,
    this.#words,
    this.#facts,
    element(
      'figure',
      {},
      element(
        'figcaption',
        {},
        'What the network saw: the probability of each character, left to right',
      ),
      this.#mapBox,
    ),
  );

  /** @param other what another model reads there */
  show(picture: ImageBitmap, result: OcrResult, model: Model, info: Reading, other?: Reader): void {
    this.#line.show(picture, result);
    this.#text.textContent = result.text || 'No text found in this picture.';
    this.#text.lang = model.language;
    this.#text.dir = 'auto';
    this.#copy.root.hidden = result.text === '';
    this.#warning.hidden = result.warnings.length === 0;
    this.#warning.textContent = result.warnings.map((warning) => advice[warning]).join(' ');
    this.#comparison.hidden = !other;
    this.#comparison.replaceChildren(...(other ? compared({ model, result }, other) : []));
    const items = result.words.map((word, index) => this.#wordItem(word, index, model));
    this.#words.replaceChildren(...items);
    this.#words.dir = /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(result.text) ? 'rtl' : 'ltr';
    this.#facts.replaceChildren(...facts(result, model, info));
    if (result.probabilities) this.#map.show(result.probabilities, info.labels, info.blank);
  }

  #wordItem(word: OcrWord, index: number, { language }: Model): HTMLElement {
    const { text, confidence, fromDictionary } = word;
    const details = fromDictionary ? ['in the dictionary'] : [];
    return wordChip({ text, confidence: confidence / 100, language, details }, (marked) =>
      this.#line.mark(marked ? index : -1),
    );
  }
}

/** What the page knows besides the result. */
export interface Reading {
  labels: string[];
  blank: number;
  build: 'simd' | 'relaxed';
  /** Milliseconds from the click to the result, without loading a model. */
  total: number;
}

function facts(result: OcrResult, model: Model, { build, total }: Reading): HTMLElement[] {
  const rows: Fact[] = [
    ['Engine', `${result.milliseconds.toFixed(1)} ms`],
    ['With decoding the picture', `${total.toFixed(0)} ms`],
    ['Model', model.name],
    buildFact(build),
  ];
  if (result.inverted) rows.push(['Read as', 'light on dark']);
  return factItems(rows);
}
