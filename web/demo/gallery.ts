import { element } from './dom.js';

/** One button a sample; the one in use is pressed. */
export class Gallery<Sample extends { name: string }> {
  readonly root: HTMLElement;
  readonly #buttons = new Map<string, HTMLButtonElement>();

  constructor(
    samples: Sample[],
    content: (sample: Sample) => Node[],
    onChoose: (sample: Sample) => void,
  ) {
    const items = samples.map((sample) => {
      const attributes = { type: 'button', 'aria-pressed': 'false' };
      const button = element('button', attributes, ...content(sample));
      button.addEventListener('click', () => onChoose(sample));
      this.#buttons.set(sample.name, button);
      return element('li', {}, button);
    });
    this.root = element('ul', { class: 'samples', 'aria-label': 'Samples' }, ...items);
  }

  press(name: string | undefined): void {
    for (const [key, button] of this.#buttons) {
      button.setAttribute('aria-pressed', String(key === name));
    }
  }
}
