import type { Page, PageLine } from 'longhand/ocr';

import { element, redrawOnChange, sizedContext } from '../dom.js';
import { rowOf } from './row.js';
import type { Picture } from './picture.js';
import { textLayer } from './text_layer.js';

const tallest = 720; // CSS pixels

/** The picture of a page; its lines light up as they are read, then its text lies over it. */
export class PictureView {
  readonly #canvas = element('canvas', { role: 'img' });
  readonly #layer = element('div', { class: 'layer', 'aria-hidden': 'true' });
  readonly #sheet = element('div', { class: 'sheet' }, this.#canvas, this.#layer);
  readonly #box = element('div', { class: 'line' }, this.#sheet);
  readonly #caption = element('figcaption', {});
  readonly root = element('figure', { 'aria-label': 'The page' }, this.#box, this.#caption);
  #picture: Picture | undefined;

  constructor() {
    redrawOnChange(this.#box, () => this.#draw());
    this.#layer.addEventListener('copy', copyAsWritten);
  }

  begin(picture: Picture | undefined): void {
    this.#picture?.bitmap.close();
    this.#picture = picture;
    this.#layer.replaceChildren();
    this.#layer.classList.remove('read');
    this.#caption.textContent = '';
    this.root.hidden = !picture;
    this.#canvas.setAttribute('aria-label', 'The page');
    this.#draw();
  }

  light(line: PageLine): void {
    this.#layer.append(rowOf(line));
  }

  show(page: Page, language: string): void {
    this.#layer.lang = language;
    this.#layer.classList.add('read');
    this.#layer.replaceChildren(...textLayer(page));
    this.#canvas.setAttribute('aria-label', `The page, ${page.lines.length} lines found`);
    if (page.lines.length === 0) return;
    this.#caption.textContent = 'Select the text in the picture; unsure words are underlined.';
  }

  #draw() {
    const picture = this.#picture;
    if (!picture || this.#box.clientWidth === 0) return;
    const { bitmap, width, height } = picture;
    const scale = Math.min(this.#box.clientWidth / width, tallest / height, 2);
    const context = sizedContext(this.#canvas, width * scale, height * scale);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width * scale, height * scale);
    this.#layer.style.transform = `scale(${scale})`;
    this.#layer.style.setProperty('--pixel', `${1 / scale}px`);
  }
}

/** Browsers differ in what they put between lines. */
export function copyAsWritten(event: ClipboardEvent) {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return;
  const { textContent } = selection.getRangeAt(0).cloneContents();
  event.clipboardData?.setData('text/plain', textContent);
  event.preventDefault();
}
