import { asNetworkError, baseAddress, openDownload, readBytes } from './download.js';
import { LonghandError } from '../errors.js';
import { gunzipped, maxModelBytes } from './gunzip.js';
import { modelCache } from './model_cache.js';
import { expectOption } from '../option_checks.js';
import type { ProgressListener } from './progress.js';

/**
 * Where a model comes from: an address, or the bytes of the file. Plain or gzip'ed.
 * @example
 * import { createOcr, type ModelInput } from 'longhand/ocr';
 *
 * const picked: ModelInput | undefined = document.querySelector('input')?.files?.[0];
 * const ocr = await createOcr({ model: picked ?? '/models/eng.traineddata.gz' });
 */
export type ModelInput = string | URL | Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/**
 * How a model is fetched and kept.
 * @example
 * import { createOcr, type ModelOptions } from 'longhand/ocr';
 *
 * const options: ModelOptions = {
 *   integrity: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
 *   cache: 'none',
 * };
 * const ocr = await createOcr({ model: '/models/eng.traineddata', ...options });
 */
export interface ModelOptions {
  /**
   * `auto` (default): a model fetched once is kept (Cache API, else memory) and also there offline.
   * It is kept under its address, so give a changed file a new address or an `integrity`.
   */
  cache?: 'auto' | 'none' | undefined;
  /** Expected hash of the file as served, such as `sha256-<base64>`; `sha384` and `sha512` too. */
  integrity?: string | undefined;
}

export interface Loading {
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener | undefined;
}

/** Gets the bytes of a model, again whenever a worker has to be started again. */
export class ModelSource {
  readonly #url: string | undefined;
  readonly #file: Blob | undefined;

  /** @throws LonghandError `invalid_option` */
  constructor(
    input: ModelInput,
    readonly options: ModelOptions = {},
    readonly phase: 'model' | 'languageModel' = 'model',
  ) {
    if (typeof input === 'string' || input instanceof URL) this.#url = absolute(input);
    else this.#file = snapshot(input);
    if (options.integrity !== undefined) parseIntegrity(options.integrity);
    expectOption('cache', '"auto" or "none"', options.cache, (value) => {
      return value === 'auto' || value === 'none';
    });
  }

  /** Its address or the name of its file; "" where it has none. */
  get name(): string {
    return this.#url ?? (this.#file instanceof File ? this.#file.name : '');
  }

  /** The uncompressed file, in memory that is the caller's. */
  async read(loading: Loading): Promise<Uint8Array<ArrayBuffer>> {
    const file = this.#file ?? (await this.#fetched(this.#url ?? '', loading));
    if (this.#file && this.options.integrity !== undefined) {
      await verify(await bytesOf(this.#file), this.options.integrity, 'model');
    }
    loading.signal?.throwIfAborted();
    const bytes = await gunzipped(await bytesOf(file));
    loading.signal?.throwIfAborted();
    return bytes;
  }

  /** Drops what the cache holds, for a file that turned out to be broken. */
  async forget(): Promise<void> {
    if (this.#url !== undefined) await modelCache().delete(this.#key(this.#url));
  }

  async #fetched(url: string, loading: Loading): Promise<Blob> {
    const cached = this.options.cache !== 'none';
    const known = cached ? await modelCache().get(this.#key(url)) : undefined;
    if (known) {
      loading.onProgress?.({ phase: this.phase, loaded: known.size, total: known.size });
      return known;
    }
    const file = await this.#downloaded(url, loading);
    if (cached) await modelCache().put(this.#key(url), file);
    return file;
  }

  async #downloaded(url: string, { signal, onProgress }: Loading): Promise<Blob> {
    const { integrity } = this.options;
    return asNetworkError(url, signal, async () => {
      const response = await openDownload(url, { phase: this.phase, signal, onProgress });
      const bytes = await readBytes(response.body, maxModelBytes, url);
      if (integrity !== undefined) await verify(bytes, integrity, url);
      return new Blob([bytes]);
    });
  }

  #key(url: string): string {
    const key = new URL(url);
    key.searchParams.set('longhand-integrity', this.options.integrity ?? '');
    return key.href;
  }
}

function absolute(input: string | URL): string {
  try {
    return new URL(input, baseAddress()).href;
  } catch (cause) {
    throw new LonghandError('invalid_option', `model: expected an address, found "${input}"`, {
      cause,
    });
  }
}

function snapshot(input: unknown): Blob {
  if (input instanceof Blob) return input;
  if (input instanceof ArrayBuffer) return new Blob([input]);
  if (ArrayBuffer.isView(input)) return new Blob([input as ArrayBufferView<ArrayBuffer>]);
  throw new LonghandError(
    'invalid_option',
    `model: expected an address, a Blob, an ArrayBuffer or a view of one, found ${typeof input}`,
  );
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > maxModelBytes) {
    throw new LonghandError(
      'invalid_model',
      `model: expected at most ${maxModelBytes} bytes, found ${file.size}`,
    );
  }
  return new Uint8Array(await file.arrayBuffer());
}

function parseIntegrity(integrity: string): { algorithm: string; hash: string } {
  const [, bits, hash] = /^sha(256|384|512)-([A-Za-z0-9+/]+={0,2})$/.exec(integrity) ?? [];
  if (bits !== undefined && hash !== undefined) return { algorithm: `SHA-${bits}`, hash };
  throw new LonghandError(
    'invalid_option',
    `integrity: expected sha256-, sha384- or sha512- and base64, found "${integrity}"`,
  );
}

async function verify(bytes: Uint8Array<ArrayBuffer>, integrity: string, what: string) {
  const { algorithm, hash } = parseIntegrity(integrity);
  if (typeof crypto === 'undefined' || !('subtle' in crypto)) {
    throw new LonghandError('integrity', 'integrity can be checked on https and localhost only');
  }
  const digest = new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
  const found = btoa(String.fromCharCode(...digest));
  if (found === hash) return;
  throw new LonghandError(
    'integrity',
    `${what}: expected hash ${hash}, found ${found} (${algorithm})`,
  );
}
