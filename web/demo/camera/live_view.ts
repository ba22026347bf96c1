import type { WatchedPage } from 'longhand/ocr';

import { CopyButton } from '../copy_button.js';
import { element, redrawOnChange } from '../dom.js';
import { factItems, buildFact } from '../facts.js';
import type { Model } from '../ocr/models.js';
import { copyAsWritten } from '../page/picture_view.js';
import { textLayer } from '../page/text_layer.js';

const tallest = 720; // CSS pixels
const borders = 2;

/** What the camera shows, the text over it and below. */
export class LiveView {
  readonly video = element('video', { 'aria-label': 'What the camera shows' });
  readonly #layer = element('div', { class: 'layer read watched', 'aria-hidden': 'true' });
  readonly #sheet = element('div', { class: 'sheet' }, this.video, this.#layer);
  readonly #box = element('div', { class: 'line' }, this.#sheet);
  readonly #figure = element(
    'figure',
    { 'aria-label': 'The camera', hidden: true },
    this.#box,
    element('figcaption', {}, 'Select the text in the picture: it stands still meanwhile.'),
  );
  readonly #text = element('p', { class: 'text', dir: 'auto' });
  readonly #buttons = element(
    'div',
    { class: 'buttons', hidden: true },
    new CopyButton(() => this.#shown).root,
  );
  readonly #facts = element('dl', { class: 'facts', hidden: true });
  readonly root = element(
    'section',
    { class: 'card result page', 'aria-label': 'What the camera shows', tabindex: '-1' },
    this.#figure,
    element('div', { class: 'bar' }, element('h2', {}, 'Text'), this.#buttons),
    this.#text,
    this.#facts,
  );
  #shown = '';

  constructor() {
    this.#say('Nothing read yet.');
    redrawOnChange(this.#box, () => this.#fit());
    this.video.addEventListener('resize', () => this.#fit());
    this.#layer.addEventListener('copy', copyAsWritten);
    document.addEventListener('selectionchange', () => this.#hold());
  }

  begin(): void {
    this.#figure.hidden = false;
    this.#buttons.hidden = this.#facts.hidden = true;
    this.#layer.replaceChildren();
    this.#say('Looking for text…');
  }

  /** Shows what was read; not while the text of the picture is selected. */
  show(page: WatchedPage, model: Model, build: 'simd' | 'relaxed'): void {
    if (this.#isSelected) return;
    this.#layer.lang = this.#text.lang = model.language;
    this.#layer.replaceChildren(...textLayer(page));
    if (page.text !== this.#shown) this.#say(page.text || 'No text found.', page.text);
    this.#buttons.hidden = this.#facts.hidden = page.text === '';
    this.#facts.replaceChildren(
      ...factItems([
        ['Engine', `${page.milliseconds.toFixed(0)} ms`],
        ['Lines', String(page.lines.filter(({ sameLine }) => !sameLine).length)],
        ['Model', model.name],
        buildFact(build),
      ]),
    );
  }

  /** The last text stays. */
  end(): void {
    this.#figure.hidden = true;
    if (this.#shown === '') this.#say('No text was found.');
  }

  #say(what: string, text = '') {
    this.#text.textContent = what;
    this.#shown = text;
  }

  get #isSelected(): boolean {
    const selection = getSelection();
    return !!selection && !selection.isCollapsed && this.#layer.contains(selection.anchorNode);
  }

  /** Picture and text stand still while text is selected: no frame comes, so none is read. */
  #hold() {
    if (!this.video.srcObject || this.#isSelected === this.video.paused) return;
    if (this.#isSelected) this.video.pause();
    else void this.video.play();
  }

  #fit() {
    const { videoWidth, videoHeight } = this.video;
    const { clientWidth } = this.#box;
    if (videoWidth === 0 || clientWidth === 0) return;
    const scale = Math.min((clientWidth - borders) / videoWidth, tallest / videoHeight);
    this.video.style.width = `${videoWidth * scale}px`;
    this.video.style.height = `${videoHeight * scale}px`;
    this.#layer.style.transform = `scale(${scale})`;
    this.#layer.style.setProperty('--pixel', `${1 / scale}px`);
  }
}
