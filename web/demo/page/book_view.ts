import type { PageLine } from 'longhand/ocr';

import { Exports } from './exports.js';
import type { Leaf, Reading } from './leaf.js';
import { PageView } from './page_view.js';
import { Pager } from './pager.js';
import { pictureOf } from './picture.js';

/** All pages of what the visitor gave, of which one is seen: the one that is read, until another is chosen. */
export class BookView {
  readonly #pager = new Pager((leaf) => {
    this.#follows = false;
    void this.#see(leaf);
  });
  readonly #exports = new Exports();
  readonly #page = new PageView(this.#pager.root, this.#exports.root);
  readonly root = this.#page.root;
  #leaves: Leaf[] = [];
  #seen: Leaf | undefined;
  #follows = true;

  /** Forgets all pages. */
  open(file: Blob): void {
    this.#leaves = [];
    this.#seen = undefined;
    this.#follows = true;
    this.#pager.clear();
    this.#exports.use(file);
    this.#update();
  }

  /** Shows a page of which nothing is known yet. */
  async add(leaf: Leaf): Promise<void> {
    this.#leaves.push(leaf);
    const picture = await pictureOf(leaf.file);
    if (!this.#leaves.includes(leaf)) return;
    if (picture) this.#pager.add(leaf, picture.bitmap);
    picture?.bitmap.close();
    if (this.#follows) await this.#see(leaf);
  }

  /** Lights up a line that was read. */
  light(leaf: Leaf, line: PageLine): void {
    if (leaf === this.#seen) this.#page.light(line);
  }

  show(leaf: Leaf, reading: Reading): void {
    leaf.reading = reading;
    if (leaf === this.#seen) this.#page.show(reading);
    this.#update();
  }

  async #see(leaf: Leaf) {
    this.#seen = leaf;
    this.#pager.mark(leaf);
    const picture = await pictureOf(leaf.file);
    if (this.#seen !== leaf) {
      picture?.bitmap.close();
      return;
    }
    this.#page.begin(picture);
    if (leaf.reading) this.#page.show(leaf.reading);
    this.#update();
  }

  #update() {
    this.#exports.update(this.#leaves, this.#seen);
  }
}
