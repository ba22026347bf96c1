import { LonghandError } from '../errors.js';
import type { Parcel } from '../worker/messages.js';
import { OcrEngine } from './engine.js';
import type { RecognizeOptions } from './types.js';
import { pixelsOf, type Pixels } from './pixels.js';
import { serve } from '../worker/serve.js';

export interface StartArgument {
  module: WebAssembly.Module;
  model: Uint8Array;
}

export interface RecognizeArgument {
  images: (ImageBitmap | Pixels)[];
  options: RecognizeOptions;
}

/** The pixels of each image when its turn comes, so that few of them are held at once. */
function* decoded(images: (ImageBitmap | Pixels)[]): Generator<Pixels> {
  for (const image of images) yield 'data' in image ? image : pixelsOf(image);
}

let engine: OcrEngine | undefined;

serve({
  async start({ module, model }: StartArgument): Promise<Parcel> {
    engine = await OcrEngine.create(module, model);
    return { value: engine.info };
  },

  recognize({ images, options }: RecognizeArgument): Parcel {
    if (!engine) throw new LonghandError('worker', 'the worker was not started');
    const results = engine.recognizeAll(decoded(images), options);
    const transfer = results.flatMap(({ probabilities }) => probabilities?.data.buffer ?? []);
    return { value: results, transfer };
  },
});
