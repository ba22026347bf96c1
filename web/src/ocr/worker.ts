import { LonghandError } from '../errors.js';
import type { Parcel } from '../worker/messages.js';
import { serve } from '../worker/serve.js';
import { OcrEngine } from './engine.js';
import type { PageReading, PageStep } from './page_reading.js';
import type { Page, ReadOptions } from './page_types.js';
import { pixelsOf, type Picture, type Pixels } from './pixels.js';
import type { OcrModelInfo, OcrResult, RecognizeOptions } from './types.js';

export type OcrWorker = typeof methods;

/** The pixels of each image when its turn comes, so that few of them are held at once. */
function* decoded(images: Picture[]): Generator<Pixels> {
  for (const image of images) yield 'data' in image ? image : pixelsOf(image);
}

let engine: OcrEngine | undefined;
let reading: PageReading | undefined;

function started(): OcrEngine {
  if (!engine) throw new LonghandError('worker', 'the worker was not started');
  return engine;
}

function begun(): PageReading {
  if (!reading) throw new LonghandError('worker', 'no page is being read');
  return reading;
}

const methods = {
  async start(given: {
    module: WebAssembly.Module;
    models: Uint8Array[];
    languageModel: Uint8Array | undefined;
  }): Promise<Parcel<OcrModelInfo[]>> {
    engine = await OcrEngine.create(given.module, given.models, given.languageModel);
    return { value: engine.models };
  },

  recognize(given: { images: Picture[]; options: RecognizeOptions }): Parcel<OcrResult[]> {
    const results = started().recognizeAll(decoded(given.images), given.options);
    const transfer = results.flatMap(({ probabilities }) => probabilities?.data.buffer ?? []);
    return { value: results, transfer };
  },

  detect({ image, options }: { image: Picture; options: ReadOptions }): Parcel<Page> {
    reading = undefined;
    return { value: started().detect('data' in image ? image : pixelsOf(image), options) };
  },

  /** Finds the rows of a page: their number. One that was begun before is dropped. */
  beginPage({ image, options }: { image: Picture; options: ReadOptions }): Parcel<number> {
    reading = undefined;
    reading = started().startReading('data' in image ? image : pixelsOf(image), options);
    return { value: reading.rows };
  },

  readRows(): Parcel<PageStep> {
    return { value: begun().step() };
  },

  finishPage(): Parcel<Page> {
    const page = begun().finish();
    reading = undefined;
    return { value: page };
  },
};

serve(methods);
