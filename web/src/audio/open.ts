import { asNetworkError, openDownload, readBytes } from '../load/download.js';
import { LonghandError } from '../errors.js';
import type { AudioSource, TranscribeOptions } from '../speech/page_types.js';
import { nativeRate } from './native_rate.js';
import { soundOfBuffer, soundOfSamples, type Sound } from './sound.js';
import { openWav } from './wav.js';

/** Largest file that is fetched. */
const maxFetchedBytes = 512 * 1024 * 1024;

/** Largest file that the browser decodes, since it decodes it as a whole: about an hour of MP3. */
const maxDecodedBytes = 64 * 1024 * 1024;

/** @throws LonghandError `invalid_audio`, `invalid_option`, `network`; the signal's reason */
export async function openSound(source: AudioSource, options: TranscribeOptions): Promise<Sound> {
  if (source instanceof Float32Array) return soundOfSamples(source, given(options.sampleRate));
  if (typeof AudioBuffer !== 'undefined' && source instanceof AudioBuffer) {
    return soundOfBuffer(source);
  }
  if (typeof source === 'string' || source instanceof URL) {
    return openFile(await fetchFile(String(source), options));
  }
  if (source instanceof Blob) return openFile(source);
  throw new LonghandError(
    'invalid_audio',
    `expected an address, a Blob, an AudioBuffer or a Float32Array, found ${typeof source}`,
  );
}

function given(sampleRate: number | undefined): number {
  if (sampleRate !== undefined) return sampleRate;
  throw new LonghandError('invalid_option', 'sampleRate: expected that of the samples, found none');
}

async function fetchFile(url: string, { signal, onProgress }: TranscribeOptions): Promise<Blob> {
  return asNetworkError(url, signal, async () => {
    const response = await openDownload(url, { phase: 'audio', signal, onProgress });
    const type = response.headers.get('content-type') ?? '';
    return new Blob([await readBytes(response.body, maxFetchedBytes, url)], { type });
  });
}

async function openFile(file: Blob): Promise<Sound> {
  if (file.size === 0) throw new LonghandError('invalid_audio', 'audio: the file is empty');
  return (await openWav(file)) ?? soundOfBuffer(await decode(file));
}

async function decode(file: Blob): Promise<AudioBuffer> {
  if (file.size > maxDecodedBytes) {
    throw new LonghandError(
      'invalid_audio',
      `audio: expected WAV, or at most ${maxDecodedBytes} bytes of another kind, found ${file.size}`,
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const context = decoderOf(nativeRate(bytes));
  try {
    return await context.decodeAudioData(bytes.buffer);
  } catch (cause) {
    const kind = file.type || 'of unknown type';
    throw new LonghandError(
      'invalid_audio',
      `audio: expected sound that this browser can decode, found ${file.size} bytes ${kind}`,
      { cause },
    );
  }
}

function decoderOf(sampleRate: number): OfflineAudioContext {
  if (typeof OfflineAudioContext === 'undefined') {
    throw new LonghandError('invalid_audio', 'audio: only WAV can be decoded here');
  }
  try {
    return new OfflineAudioContext(1, 1, sampleRate);
  } catch {
    return new OfflineAudioContext(1, 1, 48_000); // The browser does not like that rate.
  }
}
