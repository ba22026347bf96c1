import type { Ocr, RecognizeOptions } from 'longhand/ocr';
import { ocrModels } from 'virtual:assets';

import { element } from '../dom.js';
import type { Advice } from '../errors.js';
import { fileButton } from '../files.js';
import { Gallery } from '../gallery.js';
import type { Panel } from '../panel.js';
import { Status } from '../status.js';
import { Recognizer, together, type Model } from './models.js';
import type { Sample } from './samples.js';
import { Settings } from './settings.js';

/** A picture and what it is read with. */
export interface Task {
  file: Blob;
  model: Model;
  /** Whose reading is to stand beside the model's. */
  rival: Model | undefined;
  /** Of the model, and of the rival behind it. */
  ocr: Promise<Ocr>;
  options: Pick<RecognizeOptions, 'dictionary' | 'allow' | 'deny'>;
  signal: AbortSignal;
  /** Ends the reading, of which what is there stays. */
  stop: () => void;
  status: Status;
}

/** What a tab makes of pictures. */
export interface Subject<S extends Sample> {
  /** Headings above the samples and above the buttons for own pictures, and what to say of those. */
  words: { samples: string; choose: string; hint: string };
  /** Files that can be chosen. */
  accept: string;
  advice: Advice;
  samples: S[];
  url: (sample: S) => string;
  /** What the button of a sample holds. */
  content: (sample: S, models: Model[]) => Node[];
  /** Where results are shown. */
  root: HTMLElement;
  /** Whether two models' readings may be compared. */
  compares?: boolean;
  /** Reads a picture and shows the result. */
  read: (task: Task) => Promise<void>;
}

/** A tab that reads pictures: samples, those of the visitor, a model and its options. */
export class PictureTab<S extends Sample> implements Panel {
  readonly root: HTMLElement;
  readonly ready: Promise<void>;
  readonly #subject: Subject<S>;
  readonly #status: Status;
  readonly #settings: Settings;
  readonly #gallery: Gallery<S>;
  readonly #recognizer = new Recognizer((model, progress) =>
    this.#status.loading(model.name, progress),
  );
  /** What was chosen last: a sample may still be fetched. */
  #chosen: S | Blob | undefined;
  #picture: Blob | undefined;
  #reading: AbortController | undefined;

  constructor(subject: Subject<S>) {
    const models: Model[] = [...ocrModels];
    const samples = subject.samples.filter(({ model }) => models.some(({ id }) => id === model));
    this.#subject = subject;
    this.#status = new Status(subject.advice);
    this.#settings = new Settings(models, () => void this.#read(), subject.compares);
    this.#gallery = new Gallery(
      samples,
      (sample) => subject.content(sample, models),
      (sample) => void this.#useSample(sample),
    );
    this.root = this.#layout();
    const [first] = samples;
    this.ready = first ? this.#useSample(first) : Promise.resolve();
  }

  take(file: File): void {
    this.#gallery.press(undefined);
    this.#chosen = this.#picture = file;
    void this.#read();
  }

  problem(text: string): void {
    this.#status.problem(text);
  }

  #layout(): HTMLElement {
    const { words, root } = this.#subject;
    return element(
      'div',
      { class: 'panel' },
      element('div', { class: 'stage' }, this.#status.root, root),
      element(
        'div',
        { class: 'controls' },
        element('h2', {}, words.samples),
        this.#gallery.root,
        element('h2', {}, 'Or your own'),
        this.#inputs(),
        this.#settings.root,
      ),
    );
  }

  #inputs(): HTMLElement {
    const { accept, words } = this.#subject;
    const take = (file: File) => this.take(file);
    return element(
      'div',
      { class: 'inputs' },
      fileButton(words.choose, { accept }, take),
      fileButton('Take a photo', { accept: 'image/*', capture: 'environment' }, take),
      element('p', { class: 'hint' }, `or drop or paste one anywhere. ${words.hint}`),
    );
  }

  async #useSample(sample: S) {
    this.#chosen = sample;
    this.#gallery.press(sample.name);
    this.#settings.choose(sample.model);
    try {
      const blob = await (await fetch(this.#subject.url(sample))).blob();
      if (this.#chosen !== sample) return;
      this.#picture = new File([blob], sample.name, { type: blob.type });
      await this.#read();
    } catch (error) {
      this.#status.error(error);
    }
  }

  /** Reads the picture; one that is still being read is dropped. */
  async #read() {
    const { model, options } = this.#settings;
    const rival = this.#subject.compares ? this.#settings.rival : undefined;
    const file = this.#picture;
    if (!model || !file) return;
    this.#reading?.abort();
    const reading = new AbortController();
    const { signal } = reading;
    const { root } = this.#subject;
    this.#reading = reading;
    this.#status.clear();
    root.setAttribute('aria-busy', 'true');
    try {
      const ocr = this.#recognizer.use(rival ? together(model, rival) : model);
      const status = this.#status;
      const stop = () => {
        reading.abort();
        status.clear();
      };
      await this.#subject.read({ file, model, rival, ocr, options, signal, stop, status });
      if (!signal.aborted) this.#status.clear();
    } catch (error) {
      if (!signal.aborted) this.#status.error(error);
    } finally {
      if (this.#reading === reading) root.removeAttribute('aria-busy');
    }
  }
}
