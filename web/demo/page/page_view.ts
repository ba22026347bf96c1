import type { Page, PageLine } from 'longhand/ocr';

import { element } from '../dom.js';
import { buildFact, factItems, type Fact } from '../facts.js';
import type { Reading } from './leaf.js';
import type { Picture } from './picture.js';
import { PictureView } from './picture_view.js';

/** Everything that is shown of one page: picture, text, facts. */
export class PageView {
  readonly #picture = new PictureView();
  readonly #text = element('p', {
    class: 'text',
    'aria-live': 'polite',
    'aria-atomic': 'true',
    dir: 'auto',
  });
  readonly #facts = element('dl', { class: 'facts', hidden: true });
  readonly root: HTMLElement;

  /** @param pager stands above the picture, `exports` beside the heading of the text */
  constructor(pager: HTMLElement, exports: HTMLElement) {
    this.root = element(
      'section',
      { class: 'card result page', 'aria-label': 'What was read', tabindex: '-1' },
      pager,
      this.#picture.root,
      element('div', { class: 'bar' }, element('h2', {}, 'Text'), exports),
      this.#text,
      this.#facts,
    );
  }

  /** Shows a picture of which nothing is known yet. */
  begin(picture: Picture | undefined): void {
    this.#text.textContent = '';
    this.#facts.hidden = true;
    this.#picture.begin(picture);
  }

  /** Lights up a line that was read. */
  light(line: PageLine): void {
    this.#picture.light(line);
  }

  show(reading: Reading): void {
    const { page, model } = reading;
    this.#picture.show(page, model.language);
    this.#text.lang = model.language;
    this.#text.style.tabSize = `${1 + 0.6 * widestCell(page)}em`;
    this.#text.textContent = page.text || 'No text found in this picture.';
    this.#facts.replaceChildren(...factItems(factsOf(reading)));
    this.#facts.hidden = false;
  }
}

/** Letters of the longest cell that another one stands behind. */
function widestCell({ text }: Page): number {
  const cells = [...text.matchAll(/([^\t\n]+)\t/g)];
  return Math.max(0, ...cells.map(([, cell = '']) => cell.length));
}

function factsOf({ page, model, build, total }: Reading): Fact[] {
  const { lines, orientation, milliseconds } = page;
  const words = lines.reduce((sum, line) => sum + line.words.length, 0);
  const facts: Fact[] = [
    ['Engine', `${milliseconds.toFixed(0)} ms`],
    ['With decoding the picture', `${total.toFixed(0)} ms`],
    ['Lines', String(lines.filter(({ sameLine }) => !sameLine).length)],
    ['Words', String(words)],
  ];
  if (orientation !== 0) facts.push(['Turned by', `${orientation}°`]);
  return [...facts, ['Model', model.name], buildFact(build)];
}
