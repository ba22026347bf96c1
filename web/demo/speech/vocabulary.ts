import type { SpeechModelInfo, SpeechOptions } from 'longhand/speech';

import { element } from '../dom.js';
import { linesOf, parseHotwords } from './hotwords.js';
import { TextBox } from './text_box.js';

const lists: [string, string[]][] = [
  ['Digits', ['<digit>+']],
  ['Spelling', ['<letter>+']],
  ['Lights', ['[please] turn (on|off) the [kitchen] light', 'lights (on|off)']],
];

/** What to listen for. `onChange` is called a moment after the last key, or at once for the rest. */
export class Vocabulary {
  readonly #phrases: TextBox;
  readonly #hotwords: TextBox;
  readonly #words = element('input', { type: 'checkbox', checked: true });
  readonly root: HTMLElement;
  #suggested = '';

  constructor(onChange: () => void) {
    this.#phrases = new TextBox(
      'Only these phrases, one a line',
      'Nothing else is recognised. [x] may be missing, (x|y) is one of them, x+ is once or more; <digit>, <letter> and <number> are built in. Empty: anything.',
      'anything',
      onChange,
    );
    this.#hotwords = new TextBox(
      'Hot words, one a line',
      'Names and other words that are likely, known or not; “= 12” behind one pushes harder than the usual 8.',
      'none',
      onChange,
    );
    this.#words.addEventListener('change', onChange);
    this.root = element(
      'div',
      { class: 'settings' },
      this.#phrases.root,
      element('div', { class: 'inputs' }, ...this.#listButtons(onChange)),
      this.#hotwords.root,
      element(
        'label',
        { class: 'check' },
        this.#words,
        'Prefer usual English: language model, 1 MB',
      ),
    );
  }

  /** With the language model, should anything be allowed. */
  get prefersWords(): boolean {
    return this.#words.checked;
  }

  /** With the language model now; phrases need none. */
  get words(): boolean {
    return this.prefersWords && linesOf(this.#phrases.value).length === 0;
  }

  options({ languageModel }: SpeechModelInfo): SpeechOptions {
    return {
      phrases: linesOf(this.#phrases.value),
      hotwords: parseHotwords(this.#hotwords.value),
      languageModel: this.words && languageModel !== undefined,
    };
  }

  /** Puts phrases there, unless the visitor wrote own ones. */
  suggest(phrases: string[]): void {
    if (this.#phrases.value !== this.#suggested) return;
    this.#suggested = phrases.join('\n');
    this.#phrases.value = this.#suggested;
  }

  /** Shows an error of the options beside what is wrong; false if it is about neither. */
  showProblem(message: string): boolean {
    const box = message.includes('hot word') ? this.#hotwords : this.#phrases;
    if (!/hot word|phrase/.test(message)) return false;
    box.problem = message;
    return true;
  }

  clearProblems(): void {
    this.#phrases.problem = this.#hotwords.problem = '';
  }

  #listButtons(onChange: () => void): HTMLElement[] {
    return [...lists, ['Anything', []] as [string, string[]]].map(([name, phrases]) => {
      const button = element('button', { type: 'button', class: 'quiet' }, name);
      button.addEventListener('click', () => {
        this.#suggested = this.#phrases.value = phrases.join('\n');
        onChange();
      });
      return button;
    });
  }
}
