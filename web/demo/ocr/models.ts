import { createOcr, type Ocr, type Progress } from 'longhand/ocr';

import type { OfferedModel } from '../build/ocr_models.js';

/** A model that the page offers, one from the user's disk, or two of them together. */
export interface Model extends Omit<OfferedModel, 'file' | 'from'> {
  from?: OfferedModel['from'];
  file: string | File | (string | File)[];
}

/** What reads best what the model of this id is made for. */
export function bestFor(id: string, models: Model[]): string {
  return models.find(({ outdoes }) => outdoes?.includes(id))?.id ?? id;
}

/** Two models that read one picture together. */
export function together(first: Model, second: Model): Model {
  return {
    id: `${first.id}+${second.id}`,
    name: `${first.name} and ${second.name}`,
    language: first.language,
    file: [first.file, second.file].flat(),
  };
}

/** One recogniser at a time: choosing another model ends the loading or the life of the last. */
export class Recognizer {
  #current: { model: Model; ocr: Promise<Ocr>; abort: AbortController } | undefined;

  constructor(readonly onProgress: (model: Model, progress: Progress) => void) {}

  use(model: Model): Promise<Ocr> {
    if (this.#current?.model.id === model.id) return this.#current.ocr;
    this.#current?.abort.abort();
    void this.#current?.ocr.then((ocr) => ocr.dispose()).catch(() => undefined);
    const abort = new AbortController();
    const onProgress = (progress: Progress) => this.onProgress(model, progress);
    const ocr = createOcr({ model: model.file, signal: abort.signal, onProgress });
    const current = { model, ocr, abort };
    this.#current = current;
    ocr.catch(() => {
      if (this.#current === current) this.#current = undefined;
    });
    return ocr;
  }
}
