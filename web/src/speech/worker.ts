import { LonghandError } from '../errors.js';
import type { Parcel } from '../worker/messages.js';
import { SpeechEngine, type SpeechStream } from './engine.js';
import type { Activations, SpeechEvent, SpeechOptions } from './types.js';
import { serve } from '../worker/serve.js';

export interface StartArgument {
  module: WebAssembly.Module;
  model: Uint8Array;
  languageModel: Uint8Array | undefined;
}

/** Streams are numbered by the page. */
export interface StreamArgument {
  id: number;
}

export interface OptionsArgument extends StreamArgument {
  options: SpeechOptions;
}

export interface FinishArgument extends StreamArgument {
  activations: boolean;
}

export interface AcceptArgument extends FinishArgument {
  samples: Float32Array<ArrayBuffer>;
  sampleRate: number;
}

/** What came of `accept` or `finish`; activations only if asked for. */
export interface Heard {
  events: SpeechEvent[];
  milliseconds: number;
  activations?: Omit<Activations, 'sampleRate' | 'sampleStart'>;
}

const streams = new Map<number, SpeechStream>();
let engine: SpeechEngine | undefined;

serve({
  async start({ module, model, languageModel }: StartArgument): Promise<Parcel> {
    engine = await SpeechEngine.create(module, model, languageModel);
    return { value: engine.info };
  },

  open({ id, options }: OptionsArgument): Parcel {
    if (!engine) throw new LonghandError('worker', 'the worker was not started');
    streams.set(id, engine.stream(options));
    return { value: undefined };
  },

  accept({ id, activations, samples, sampleRate }: AcceptArgument): Parcel {
    const stream = known(id);
    return heard(stream, activations, samples, () => stream.accept(samples, sampleRate));
  },

  finish({ id, activations }: FinishArgument): Parcel {
    const stream = known(id);
    return heard(stream, activations, new Float32Array(), () => stream.finish());
  },

  setOptions({ id, options }: OptionsArgument): Parcel {
    known(id).setOptions(options);
    return { value: undefined };
  },

  close({ id }: StreamArgument): Parcel {
    streams.get(id)?.dispose();
    streams.delete(id);
    return { value: undefined };
  },
});

/** A stream that an earlier worker had is gone with it. */
function known(id: number): SpeechStream {
  const stream = streams.get(id);
  if (stream) return stream;
  throw new LonghandError('worker', 'the worker ended, and with it what had been heard');
}

function heard(
  stream: SpeechStream,
  wanted: boolean,
  samples: Float32Array<ArrayBuffer>,
  work: () => SpeechEvent[],
): Parcel {
  const started = performance.now();
  const events = work();
  const milliseconds = performance.now() - started;
  if (!wanted) return { value: { events, milliseconds } satisfies Heard };
  const activations = { ...stream.activations(), samples };
  const { features, probabilities } = activations;
  return {
    value: { events, milliseconds, activations } satisfies Heard,
    transfer: [samples, features, probabilities].map(({ buffer }) => buffer),
  };
}
