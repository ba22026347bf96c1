import { element, sizedContext } from '../dom.js';
import type { Leaf } from './leaf.js';

const height = 88; // CSS pixels

/** Small pictures of pages to choose from, where there are several. */
export class Pager {
  readonly #list = element('ol', { class: 'pager' });
  readonly root = element('nav', { 'aria-label': 'Pages', hidden: true }, this.#list);
  readonly #buttons = new Map<Leaf, HTMLButtonElement>();

  constructor(readonly onChoose: (leaf: Leaf) => void) {}

  clear(): void {
    this.#list.replaceChildren();
    this.#buttons.clear();
    this.root.hidden = true;
  }

  /** @param picture what the page shows */
  add(leaf: Leaf, picture: ImageBitmap): void {
    const canvas = element('canvas', { 'aria-hidden': 'true' });
    const width = Math.min(2 * height, (picture.width * height) / picture.height);
    const context = sizedContext(canvas, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    const name = `Page ${leaf.number}`;
    const button = element(
      'button',
      { type: 'button', 'aria-label': name },
      canvas,
      String(leaf.number),
    );
    button.addEventListener('click', () => this.onChoose(leaf));
    this.#buttons.set(leaf, button);
    this.#list.append(element('li', {}, button));
    this.root.hidden = leaf.count === 1;
  }

  /** Shows which page is seen. */
  mark(leaf: Leaf): void {
    for (const [other, button] of this.#buttons) {
      if (other !== leaf) button.removeAttribute('aria-current');
      else button.setAttribute('aria-current', 'page');
    }
    const button = this.#buttons.get(leaf);
    if (!button) return;
    const middle = button.offsetLeft + button.offsetWidth / 2;
    this.#list.scrollLeft = middle - this.#list.clientWidth / 2;
  }
}
