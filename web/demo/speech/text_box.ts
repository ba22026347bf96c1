import { element } from '../dom.js';

const patience = 300; // milliseconds

let made = 0;

/** Lines of text with a hint and the problem they have, if any. */
export class TextBox {
  readonly #area: HTMLTextAreaElement;
  readonly #problem: HTMLElement;
  readonly root: HTMLElement;

  /** @param onChange called a moment after the last key */
  constructor(label: string, hint: string, placeholder: string, onChange: () => void) {
    const id = `box-${++made}`;
    this.#area = element('textarea', {
      id,
      placeholder,
      rows: 3,
      spellcheck: 'false',
      autocapitalize: 'off',
      'aria-describedby': `${id}-hint ${id}-problem`,
    });
    this.#problem = element('p', { id: `${id}-problem`, class: 'problem', role: 'alert' });
    this.root = element(
      'div',
      { class: 'field' },
      element('label', { for: id }, label),
      this.#area,
      this.#problem,
      element('p', { id: `${id}-hint`, class: 'hint' }, hint),
    );
    let timer: number | undefined;
    this.#area.addEventListener('input', () => {
      clearTimeout(timer);
      timer = window.setTimeout(onChange, patience);
    });
  }

  get value(): string {
    return this.#area.value;
  }

  set value(text: string) {
    this.#area.value = text;
  }

  /** Empty: none. */
  set problem(text: string) {
    this.#problem.textContent = text;
    this.#area.setAttribute('aria-invalid', String(text !== ''));
  }
}
