import { LonghandError } from '../errors.js';
import type { Parcel } from '../worker/messages.js';
import { serve } from '../worker/serve.js';
import { SpeechEngine, type SpeechStream } from './engine.js';
import type { Activations, SpeechEvent, SpeechModelInfo, SpeechOptions } from './types.js';

export type SpeechWorker = typeof methods;

/** Streams are numbered by the page. */
interface OfStream {
  id: number;
}

/** `activations`: whether they are asked for. */
interface Listened extends OfStream {
  activations: boolean;
}

/** What came of `accept` or `finish`. */
export interface Heard {
  events: SpeechEvent[];
  milliseconds: number;
  activations?: Omit<Activations, 'sampleRate' | 'sampleStart'>;
}

const streams = new Map<number, SpeechStream>();
let engine: SpeechEngine | undefined;

const methods = {
  async start(given: {
    module: WebAssembly.Module;
    model: Uint8Array;
    languageModel: Uint8Array | undefined;
  }): Promise<Parcel<SpeechModelInfo>> {
    engine = await SpeechEngine.create(given.module, given.model, given.languageModel);
    return { value: engine.info };
  },

  open({ id, options }: OfStream & { options: SpeechOptions }): Parcel<void> {
    if (!engine) throw new LonghandError('worker', 'the worker was not started');
    streams.set(id, engine.stream(options));
    return { value: undefined };
  },

  accept(
    given: Listened & { samples: Float32Array<ArrayBuffer>; sampleRate: number },
  ): Parcel<Heard> {
    const { samples, sampleRate } = given;
    return heard(given, samples, (stream) => stream.accept(samples, sampleRate));
  },

  finish(given: Listened): Parcel<Heard> {
    return heard(given, new Float32Array(), (stream) => stream.finish());
  },

  setOptions({ id, options }: OfStream & { options: SpeechOptions }): Parcel<void> {
    known(id).setOptions(options);
    return { value: undefined };
  },

  close({ id }: OfStream): Parcel<void> {
    streams.get(id)?.dispose();
    streams.delete(id);
    return { value: undefined };
  },
};

serve(methods);

/** A stream that an earlier worker had is gone with it. */
function known(id: number): SpeechStream {
  const stream = streams.get(id);
  if (stream) return stream;
  throw new LonghandError('worker', 'the worker ended, and with it what had been heard');
}

function heard(
  { id, activations: wanted }: Listened,
  samples: Float32Array<ArrayBuffer>,
  listen: (stream: SpeechStream) => SpeechEvent[],
): Parcel<Heard> {
  const stream = known(id);
  const started = performance.now();
  const events = listen(stream);
  const milliseconds = performance.now() - started;
  if (!wanted) return { value: { events, milliseconds } };
  const activations = { ...stream.activations(), samples };
  const { features, probabilities } = activations;
  return {
    value: { events, milliseconds, activations },
    transfer: [samples, features, probabilities].map(({ buffer }) => buffer),
  };
}
