import { element } from './dom.js';

/** Copies a text to the clipboard and says so for a moment. */
export class CopyButton {
  readonly root = element('button', { type: 'button', class: 'quiet' }, 'Copy');

  constructor(readonly text: () => string) {
    this.root.addEventListener('click', () => void this.#copy());
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.text());
      this.#say('Copied');
    } catch {
      this.#say('Not allowed: select the text');
    }
  }

  #say(text: string) {
    this.root.textContent = text;
    setTimeout(() => (this.root.textContent = 'Copy'), 2000);
  }
}
