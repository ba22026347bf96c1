import { LonghandError } from '../errors.js';
import type { Parcel } from '../worker/messages.js';
import { serve } from '../worker/serve.js';
import { OcrEngine } from './engine.js';
import { pixelsOf, type Picture, type Pixels } from './pixels.js';
import type { OcrModelInfo, OcrResult, RecognizeOptions } from './types.js';

export type OcrWorker = typeof methods;

/** The pixels of each image when its turn comes, so that few of them are held at once. */
function* decoded(images: Picture[]): Generator<Pixels> {
  for (const image of images) yield 'data' in image ? image : pixelsOf(image);
}

let engine: OcrEngine | undefined;

const methods = {
  async start(given: {
    module: WebAssembly.Module;
    model: Uint8Array;
  }): Promise<Parcel<OcrModelInfo>> {
    engine = await OcrEngine.create(given.module, given.model);
    return { value: engine.info };
  },

  recognize(given: { images: Picture[]; options: RecognizeOptions }): Parcel<OcrResult[]> {
    if (!engine) throw new LonghandError('worker', 'the worker was not started');
    const results = engine.recognizeAll(decoded(given.images), given.options);
    const transfer = results.flatMap(({ probabilities }) => probabilities?.data.buffer ?? []);
    return { value: results, transfer };
  },
};

serve(methods);
