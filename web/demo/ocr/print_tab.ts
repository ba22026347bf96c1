import type { Ocr } from 'longhand/ocr';
import { ocrModels } from 'virtual:assets';

import { element } from '../dom.js';
import { fileButton } from '../files.js';
import type { Gallery } from '../gallery.js';
import type { Panel } from '../panel.js';
import { Status } from '../status.js';
import { printAdvice } from './advice.js';
import { Recognizer, type Model } from './models.js';
import { ResultView } from './result_view.js';
import { sampleGallery, samplesFor, sampleUrl, type Sample } from './samples.js';
import { Settings } from './settings.js';

/** The part of the page that reads print. */
export class PrintTab implements Panel {
  readonly root: HTMLElement;
  readonly ready: Promise<void>;
  readonly #status = new Status(printAdvice);
  readonly #result = new ResultView();
  readonly #settings: Settings;
  readonly #gallery: Gallery<Sample>;
  readonly #recognizer = new Recognizer((model, progress) =>
    this.#status.loading(model.name, progress),
  );
  #picture: Blob | undefined;
  #reading: AbortController | undefined;

  constructor() {
    const models: Model[] = [...ocrModels];
    const samples = samplesFor(models);
    this.#settings = new Settings(models, () => void this.#read());
    this.#gallery = sampleGallery(samples, models, (sample) => void this.#useSample(sample));
    this.root = element(
      'div',
      { class: 'panel' },
      element('div', { class: 'stage' }, this.#status.root, this.#result.root),
      element(
        'div',
        { class: 'controls' },
        element('h2', {}, 'Try a line'),
        this.#gallery.root,
        element('h2', {}, 'Or your own'),
        this.#inputs(),
        this.#settings.root,
      ),
    );
    const [first] = samples;
    this.ready = first ? this.#useSample(first) : Promise.resolve();
  }

  take(file: File): void {
    this.#gallery.press(undefined);
    this.#picture = file;
    void this.#read();
  }

  problem(text: string): void {
    this.#status.problem(text);
  }

  #inputs(): HTMLElement {
    const take = (file: File) => this.take(file);
    const pictures = { accept: 'image/*' };
    return element(
      'div',
      { class: 'inputs' },
      fileButton('Choose a picture', pictures, take),
      fileButton('Take a photo', { ...pictures, capture: 'environment' }, take),
      element(
        'p',
        { class: 'hint' },
        'or drop or paste one anywhere. One line of text per picture.',
      ),
    );
  }

  async #useSample(sample: Sample) {
    this.#gallery.press(sample.name);
    this.#settings.choose(sample.model);
    try {
      this.#picture = await (await fetch(sampleUrl(sample))).blob();
      await this.#read();
    } catch (error) {
      this.#status.error(error);
    }
  }

  /** Reads the picture; one that is still being read is dropped. */
  async #read() {
    const { model } = this.#settings;
    const file = this.#picture;
    if (!model || !file) return;
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#status.clear();
    try {
      const ocr = await this.#recognizer.use(model);
      if (!reading.signal.aborted) await this.#show(file, model, ocr, reading.signal);
    } catch (error) {
      if (!reading.signal.aborted) this.#status.error(error);
    } finally {
      if (this.#reading === reading) this.#result.done();
    }
  }

  async #show(file: Blob, model: Model, ocr: Ocr, signal: AbortSignal) {
    const started = performance.now();
    const options = { ...this.#settings.options, probabilities: true, signal };
    const result = await ocr.recognize(file, options);
    const total = performance.now() - started;
    const picture = await createImageBitmap(file);
    if (signal.aborted) return;
    this.#status.clear();
    this.#result.show(picture, result, model, { ...ocr.model, total });
  }
}
