import type { ProgressListener } from '../load/progress.js';
import type { Activations, SpeechEvent, SpeechOptions } from './types.js';

/**
 * A recording. Strings and URLs are fetched; WAV files are read piece by piece, others are decoded by
 * the browser, so what it plays in `<audio>` is what can be read. A `Float32Array` is mono, nominally
 * -1..1 and at most 16 in size, of the option `sampleRate`. Channels are mixed to their mean, or where that
 * cancels out, the loudest is taken.
 * @example
 * import { createSpeech, type AudioSource } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const write = async (sound: AudioSource) => (await speech.transcribe(sound)).text;
 * const picked = document.querySelector('input')?.files?.[0];
 * console.log(await write(picked ?? '/interview.mp3'));
 */
export type AudioSource = Blob | URL | string | AudioBuffer | Float32Array;

/**
 * What both ways to listen have in common.
 * @example
 * import { createSpeech, type SpeechCallOptions } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const options: SpeechCallOptions = { hotwords: { zaandam: 8 }, signal: AbortSignal.timeout(60_000) };
 * const { text } = await speech.transcribe('/interview.mp3', options);
 */
export interface SpeechCallOptions extends SpeechOptions {
  /** Ends the call, wherever it is; the recogniser stays usable. */
  signal?: AbortSignal | undefined;
  /** Called for each piece of sound that was taken in, with what the network made of it. */
  onActivations?: ((activations: Activations) => void) | undefined;
}

/**
 * How a recording is written down.
 * @example
 * import { createSpeech, type TranscribeOptions } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const options: TranscribeOptions = {
 *   sampleRate: 16_000,
 *   onProgress: ({ phase, loaded, total }) => console.log(phase, loaded, total),
 *   onEvent: (event) => event.type === 'partial' && console.log(event.text),
 * };
 * const { words } = await speech.transcribe(new Float32Array(16_000), options);
 */
export interface TranscribeOptions extends SpeechCallOptions {
  /** Hz, whole, 8..768000: of a `Float32Array`, which must have it. */
  sampleRate?: number | undefined;
  /** Called with bytes while a file is fetched (`audio`), then with seconds of sound (`transcribe`). */
  onProgress?: ProgressListener<'audio' | 'transcribe'> | undefined;
  /** Called with what is understood as it arises. */
  onEvent?: ((event: SpeechEvent) => void) | undefined;
}

/**
 * How a live sound is listened to.
 * @example
 * import { createSpeech, type ListenOptions } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
 * const options: ListenOptions = { stream, endpoint: { trailingSilence: 0.5 } };
 * for await (const event of speech.listen(options)) if (event.type === 'endpoint') break;
 */
export interface ListenOptions extends SpeechCallOptions {
  /** Default: the microphone, mono, for which the browser may ask the user. Never stopped if given. */
  stream?: MediaStream | undefined;
  /** Which microphone, and what the browser does to its sound. */
  constraints?: MediaTrackConstraints | undefined;
  /**
   * Seconds of sound that may wait where the recogniser, or whoever reads the events, is slower than
   * the sound; what comes beyond is lost and counted in `Listening.lost`. Default 10.
   */
  maxBacklog?: number | undefined;
}

/**
 * Listening under way, from the call on until it is stopped or fails; read it with `for await`. Leaving
 * the loop releases the microphone, and so do `stop`, an abort and every error.
 * @example
 * import { createSpeech, type Listening } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const listening: Listening = speech.listen();
 * document.querySelector('button')?.addEventListener('click', () => void listening.stop());
 * await listening.started;
 * for await (const event of listening) if (event.type !== 'endpoint') console.log(event.text);
 */
export interface Listening extends AsyncIterableIterator<SpeechEvent, void>, AsyncDisposable {
  /** Resolves when sound comes in. @throws as the iteration does */
  readonly started: Promise<void>;
  /** Seconds of sound that wait to be recognised. */
  readonly backlog: number;
  /** Seconds of sound that were lost since more than `maxBacklog` would have had to wait. */
  readonly lost: number;
  /** Seconds of sound that were recognised. */
  readonly duration: number;
  /** Milliseconds that the engine took for them. */
  readonly milliseconds: number;
  /**
   * Changes these options and keeps the others; an utterance in progress is searched again at once.
   * @throws LonghandError `invalid_option`: then all stays as it was
   */
  setOptions(options: SpeechOptions): Promise<void>;
  /** Releases the microphone; what was said until now is still reported, then the iteration ends. */
  stop(): Promise<void>;
}
