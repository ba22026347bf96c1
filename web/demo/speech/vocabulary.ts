import { english } from 'longhand/english';
import type { SpeechModelInfo, SpeechOptions } from 'longhand/speech';

import { element } from '../dom.js';
import { linesOf, parseHotwords } from './hotwords.js';
import { TextBox } from './text_box.js';

const lists: [string, string[]][] = [
  ['Digits', ['<digit>+']],
  ['Spelling', ['<letter>+']],
  ['Lights', ['[please] turn (on|off) the [kitchen] light', 'lights (on|off)']],
];

const asHeard = (text: string) => text;

const check = (box: HTMLElement, label: string) => element('label', { class: 'check' }, box, label);

/** What to listen for. `onChange` is called a moment after the last key, or at once for the rest. */
export class Vocabulary {
  readonly #phrases: TextBox;
  readonly #wake: TextBox;
  readonly #hotwords: TextBox;
  readonly #words = element('input', { type: 'checkbox', checked: true });
  readonly #written = element('input', { type: 'checkbox', checked: false });
  readonly root: HTMLElement;
  #suggested = '';

  constructor(onChange: () => void) {
    this.#phrases = new TextBox(
      'Only these phrases, one a line',
      'Nothing else is recognised. [x] may be missing, (x|y) is one of them, x+ is once or more; <digit>, <letter> and <number> are built in. Empty: anything.',
      'anything',
      onChange,
    );
    this.#wake = new TextBox(
      'Only after a wake phrase',
      'Until it is said nothing is written down, then one command or sentence. Three syllables or more, such as “hey longhand”.',
      'none',
      onChange,
    );
    this.#hotwords = new TextBox(
      'Hot words, one a line',
      'Names and other words that are likely, known or not; “= 12” behind one pushes harder than the usual 8.',
      'none',
      onChange,
    );
    for (const box of [this.#words, this.#written]) box.addEventListener('change', onChange);
    this.root = element(
      'div',
      { class: 'settings' },
      this.#phrases.root,
      element('div', { class: 'inputs' }, ...this.#listButtons(onChange)),
      this.#wake.root,
      this.#hotwords.root,
      check(this.#words, 'Prefer usual English: language model, 1 MB'),
      check(this.#written, 'Write 25 for twenty five, and begin with a capital'),
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
    const phrases = linesOf(this.#phrases.value);
    const wake = linesOf(this.#wake.value);
    return {
      ...(wake.length > 0
        ? { wake, then: phrases, phrases: [] }
        : { wake: undefined, then: undefined, phrases }),
      write: this.#written.checked ? english() : asHeard,
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
    if (!/hot word|phrase|wake/.test(message)) return false;
    const about = /hot word|wake/.exec(message)?.[0];
    const box =
      about === 'wake' ? this.#wake : about === 'hot word' ? this.#hotwords : this.#phrases;
    box.problem = message;
    return true;
  }

  clearProblems(): void {
    this.#phrases.problem = this.#wake.problem = this.#hotwords.problem = '';
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
