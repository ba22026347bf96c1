import { abortable } from '../abort.js';
import { askFor, release } from '../device.js';
import { LonghandError, messageOf } from '../errors.js';
import { watchSound } from './microphone_trouble.js';

export interface MicrophoneOptions {
  /** Default: the microphone that the browser picks. */
  stream?: MediaStream | undefined;
  constraints?: MediaTrackConstraints | undefined;
  workletUrl?: string | URL | undefined;
}

/** What comes of a microphone. */
export interface MicrophoneListener {
  /** Mono samples, in memory that is the listener's. */
  onSamples(samples: Float32Array<ArrayBuffer>): void;
  /** The sound ended by itself; `error` if it should not have. */
  onEnd(error?: LonghandError): void;
}

/** What a model that was trained on plain recordings hears best. */
const plainSound: MediaTrackConstraints = {
  channelCount: 1,
  autoGainControl: true,
  echoCancellation: false,
  noiseSuppression: false,
};

const defaultWorklet = () => new URL('./worklet.js?no-inline', import.meta.url);

/** How long the last samples may take to come. */
const flushMilliseconds = 300;

/** How long a graph that stood still may take to catch up, and how far behind counts as that. */
const stallMilliseconds = 2000;
const behindMilliseconds = 100;

/** What a piece adds to the delay that is usual, so that time that is lost for good is forgotten. */
const forgottenMilliseconds = 2;

/** Sound of a stream, at the rate of the device. */
export class Microphone {
  readonly #own: MediaStream | undefined;
  readonly #context: AudioContext;
  readonly #listener: MicrophoneListener;
  readonly #tracks: MediaStreamTrack[];
  #node: AudioWorkletNode | undefined;
  #closed = false;
  #unwatch: (() => void) | undefined;
  #flushed: (() => void) | undefined;
  /** Milliseconds by which the graph's clock is usually behind the page's. */
  #delay = Infinity;

  private constructor(stream: MediaStream, isOwn: boolean, listener: MicrophoneListener) {
    this.#own = isOwn ? stream : undefined;
    this.#tracks = stream.getAudioTracks();
    this.#listener = listener;
    this.#context = new AudioContext({ latencyHint: 'interactive' });
  }

  /** @throws LonghandError `microphone`; the signal's reason */
  static async open(
    options: MicrophoneOptions,
    listener: MicrophoneListener,
    signal: AbortSignal,
  ): Promise<Microphone> {
    const stream = options.stream ?? (await ownStream(options.constraints, signal));
    let microphone: Microphone | undefined;
    try {
      microphone = new Microphone(stream, options.stream === undefined, listener);
      await abortable(microphone.#start(stream, options.workletUrl), signal);
      return microphone;
    } catch (cause) {
      if (microphone) microphone.close();
      else if (!options.stream) release(stream);
      if (signal.aborted || cause instanceof LonghandError) throw cause;
      throw new LonghandError('microphone', `no sound: ${messageOf(cause)}`, { cause });
    }
  }

  /** Hz */
  get sampleRate(): number {
    return this.#context.sampleRate;
  }

  /** Resolves when the last samples have come; the microphone is then released. */
  async stop(): Promise<void> {
    if (this.#closed) return;
    await this.#catchUp();
    const flushed = new Promise<void>((resolve) => {
      this.#flushed = resolve;
      setTimeout(resolve, flushMilliseconds);
    });
    this.#node?.port.postMessage('stop');
    await flushed;
    this.close();
  }

  /**
   * Waits until the graph has come to what is sounding now: on a busy machine some browsers' graphs stand
   * still for a second and then run through what they missed.
   */
  async #catchUp() {
    const start = performance.now();
    const isBehind = () => start - this.#time > this.#delay + behindMilliseconds;
    while (isBehind() && !this.#closed && performance.now() < start + stallMilliseconds) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Milliseconds of the graph's clock. */
  get #time(): number {
    return 1000 * this.#context.currentTime;
  }

  #takeSamples(samples: Float32Array<ArrayBuffer>) {
    const delay = performance.now() - this.#time;
    this.#delay = Math.min(delay, this.#delay + forgottenMilliseconds);
    this.#listener.onSamples(samples);
  }

  /** Releases the microphone at once. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unwatch?.();
    for (const track of this.#tracks) track.removeEventListener('ended', this.#end);
    if (this.#node) this.#node.port.onmessage = null;
    this.#node?.disconnect();
    if (this.#own) release(this.#own);
    if (this.#context.state !== 'closed') void this.#context.close();
  }

  async #start(stream: MediaStream, workletUrl: string | URL | undefined) {
    if (this.#tracks.length === 0) throw new LonghandError('microphone', 'a stream without sound');
    const url = workletUrl ?? defaultWorklet();
    await this.#context.audioWorklet.addModule(url).catch((cause: unknown) => {
      const message = `${String(url)}: not loaded: ${messageOf(cause)}; see workletUrl`;
      throw new LonghandError('microphone', message, { cause });
    });
    await this.#context.resume(); // Where the browser demands a click first, this waits for it.
    if (this.#closed) return;
    this.#node = this.#recorder();
    this.#context.createMediaStreamSource(stream).connect(this.#node);
    this.#node.connect(this.#context.destination); // Silent; some browsers run only what is heard.
    for (const track of this.#tracks) track.addEventListener('ended', this.#end);
    this.#watch();
  }

  #watch() {
    const watched = {
      tracks: this.#tracks,
      context: this.#context,
      isOwn: this.#own !== undefined,
    };
    this.#unwatch = watchSound(watched, (reason) => this.#lose(reason));
  }

  #lose(reason: string) {
    this.#listener.onEnd(new LonghandError('microphone', reason));
  }

  #recorder(): AudioWorkletNode {
    const node = new AudioWorkletNode(this.#context, 'longhand-recorder', {
      channelCountMode: 'max',
      outputChannelCount: [1],
    });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer> | undefined>) => {
      if (data) this.#takeSamples(data);
      else this.#flushed?.();
    };
    return node;
  }

  /** A stream that is given may have an end; a device has none. */
  readonly #end = () => {
    if (!this.#tracks.every(({ readyState }) => readyState === 'ended')) return;
    this.#unwatch?.();
    if (this.#own) this.#lose('the microphone is gone');
    else this.#listener.onEnd();
  };
}

function ownStream(
  constraints: MediaTrackConstraints | undefined,
  signal: AbortSignal,
): Promise<MediaStream> {
  return askFor('microphone', { audio: { ...plainSound, ...constraints } }, signal);
}
