import { LonghandError } from './errors.js';
import type { Parcel } from './messages.js';
import { OcrEngine } from './ocr_engine.js';
import type { RecognizeOptions } from './ocr_types.js';
import { pixelsOf, type Pixels } from './pixels.js';
import { serve } from './worker_host.js';

export interface StartArgument {
  module: WebAssembly.Module;
  model: Uint8Array;
}

export interface RecognizeArgument {
  image: ImageBitmap | Pixels;
  options: RecognizeOptions;
}

let engine: OcrEngine | undefined;

serve({
  async start({ module, model }: StartArgument): Promise<Parcel> {
    engine = await OcrEngine.create(module, model);
    return { value: engine.info };
  },

  recognize({ image, options }: RecognizeArgument): Parcel {
    if (!engine) throw new LonghandError('worker', 'the worker was not started');
    const pixels = 'data' in image ? image : pixelsOf(image);
    const result = engine.recognize(pixels, options);
    const { probabilities } = result;
    return { value: result, transfer: probabilities ? [probabilities.data.buffer] : [] };
  },
});
