import type { PdfSheet, Sheet } from 'longhand/document';

import { CopyButton } from '../copy_button.js';
import { element } from '../dom.js';
import { downloadButton } from '../download_button.js';
import type { Leaf, Reading } from './leaf.js';

type ReadLeaf = Leaf & { reading: Reading };
type Document = typeof import('longhand/document');

interface Format {
  name: string;
  ending: string;
  type: string;
  write: (document: Document, sheets: (Sheet & PdfSheet)[]) => Promise<string | Blob> | string;
}

const plain: Format = {
  name: 'Text',
  ending: 'txt',
  type: 'text/plain',
  write: ({ toText }, pages) => toText(pages),
};

const formats: Format[] = [
  plain,
  {
    name: 'Markdown',
    ending: 'md',
    type: 'text/markdown',
    write: ({ toMarkdown }, pages) => toMarkdown(pages),
  },
  {
    name: 'PDF, searchable',
    ending: 'pdf',
    type: 'application/pdf',
    write: ({ toPdf }, pages) => toPdf(pages),
  },
  {
    name: 'hOCR',
    ending: 'hocr',
    type: 'application/xhtml+xml',
    write: ({ toHocr }, pages) => toHocr(pages),
  },
  {
    name: 'ALTO',
    ending: 'xml',
    type: 'application/xml',
    write: ({ toAlto }, pages) => toAlto(pages),
  },
  {
    name: 'TSV',
    ending: 'tsv',
    type: 'text/tab-separated-values',
    write: ({ toTsv }, pages) => toTsv(pages),
  },
];

/** Copies and saves the page that is shown, or all that were read. */
export class Exports {
  readonly #format = element(
    'select',
    { 'aria-label': 'Format' },
    ...formats.map(({ name }) => element('option', {}, name)),
  );
  readonly #scope = element(
    'select',
    { 'aria-label': 'Pages to copy and download' },
    element('option', {}, 'This page'),
    element('option', {}, 'All pages'),
  );
  readonly root: HTMLElement;
  #name = 'page';
  #current: Leaf | undefined;
  #leaves: Leaf[] = [];

  constructor() {
    const copy = new CopyButton(() =>
      this.#chosen.map(({ reading }) => reading.page.text).join('\n\n'),
    );
    const download = downloadButton(() => this.#file());
    this.root = element(
      'div',
      { class: 'buttons', hidden: true },
      this.#scope,
      copy.root,
      this.#format,
      download,
    );
  }

  /** @param file what the visitor gave */
  use(file: Blob): void {
    this.#name = file instanceof File ? file.name.replace(/\.\w+$/, '') : 'page';
    this.#scope.selectedIndex = 0;
  }

  update(leaves: Leaf[], current: Leaf | undefined): void {
    this.#leaves = leaves;
    this.#current = current;
    this.#scope.hidden = leaves.length < 2;
    this.root.hidden = !current?.reading;
  }

  get #chosen(): ReadLeaf[] {
    const leaves = this.#scope.selectedIndex === 1 ? this.#leaves : [this.#current];
    return leaves.filter((leaf): leaf is ReadLeaf => leaf?.reading !== undefined);
  }

  async #file(): Promise<File> {
    const { ending, type, write } = formats[this.#format.selectedIndex] ?? plain;
    const sheets = this.#chosen.map(({ reading: { page }, file, dpi }) => ({
      page,
      picture: file,
      source: this.#name,
      dpi,
    }));
    const content = await write(await import('longhand/document'), sheets);
    return new File([content], `${this.#name}.${ending}`, { type });
  }
}
