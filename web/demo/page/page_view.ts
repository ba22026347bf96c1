import type { Page, PageLine } from 'longhand/ocr';

import { CopyButton } from '../copy_button.js';
import { element } from '../dom.js';
import { downloadButton } from '../download_button.js';
import { buildFact, factItems, type Fact } from '../facts.js';
import type { Model } from '../ocr/models.js';
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
  readonly #buttons = element('div', { class: 'buttons', hidden: true });
  readonly #facts = element('dl', { class: 'facts', hidden: true });
  readonly root = element(
    'section',
    { class: 'card result page', 'aria-label': 'What was read', tabindex: '-1' },
    this.#picture.root,
    element('div', { class: 'bar' }, element('h2', {}, 'Text'), this.#buttons),
    this.#text,
    this.#facts,
  );
  #page: Page | undefined;
  #name = 'page';

  constructor() {
    const text = () => this.#page?.text ?? '';
    const copy = new CopyButton(text);
    this.#buttons.append(
      copy.root,
      downloadButton(text, () => `${this.#name}.txt`),
    );
  }

  /** Shows a picture of which nothing is known yet. */
  begin(picture: Picture | undefined, file: Blob): void {
    this.#name = file instanceof File ? file.name.replace(/\.\w+$/, '') : 'page';
    this.#page = undefined;
    this.#text.textContent = '';
    this.#buttons.hidden = this.#facts.hidden = true;
    this.#picture.begin(picture);
  }

  /** Lights up a line that was read. */
  light(line: PageLine): void {
    this.#picture.light(line);
  }

  show(page: Page, model: Model, info: Info): void {
    this.#page = page;
    this.#picture.show(page, model.language);
    this.#text.lang = model.language;
    this.#text.style.tabSize = `${1 + 0.6 * widestCell(page.text)}em`;
    this.#text.textContent = page.text || 'No text found in this picture.';
    this.#buttons.hidden = page.text === '';
    this.#facts.replaceChildren(...factItems(factsOf(page, model, info)));
    this.#facts.hidden = false;
  }
}

/** Letters of the longest cell that another one stands behind. */
function widestCell(text: string): number {
  const cells = [...text.matchAll(/([^\t\n]+)\t/g)];
  return Math.max(0, ...cells.map(([, cell = '']) => cell.length));
}

/** What the tab knows besides the page. */
interface Info {
  build: 'simd' | 'relaxed';
  /** Milliseconds from the picture to the text. */
  total: number;
}

function factsOf({ lines, orientation, milliseconds }: Page, model: Model, info: Info): Fact[] {
  const words = lines.reduce((sum, line) => sum + line.words.length, 0);
  const facts: Fact[] = [
    ['Engine', `${milliseconds.toFixed(0)} ms`],
    ['With decoding the picture', `${info.total.toFixed(0)} ms`],
    ['Lines', String(lines.filter(({ sameLine }) => !sameLine).length)],
    ['Words', String(words)],
  ];
  if (orientation !== 0) facts.push(['Turned by', `${orientation}°`]);
  return [...facts, ['Model', model.name], buildFact(info.build)];
}
