import { LonghandError, messageOf } from '../errors.js';
import type { ProgressListener } from './progress.js';

export interface DownloadOptions<Phase extends string> {
  phase: Phase;
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener<Phase> | undefined;
}

/** What addresses are relative to; nothing outside of pages and their workers. */
export function baseAddress(): string | undefined {
  if (typeof document !== 'undefined') return document.baseURI;
  return typeof location === 'undefined' ? undefined : location.href;
}

/**
 * Fetches `url` and reports its bytes as they come.
 * @throws LonghandError `network`; the signal's reason
 */
export async function openDownload<Phase extends string>(
  url: string,
  options: DownloadOptions<Phase>,
): Promise<Response> {
  const response = await request(url, options.signal);
  const total = announcedSize(response);
  const body = response.body?.pipeThrough(counter(total, options));
  return new Response(body ?? null, { headers: { 'content-type': contentType(url, response) } });
}

/**
 * The whole of `response`, as of {@link openDownload}.
 * @throws LonghandError `network` if the connection breaks or more than `limit` bytes come
 */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) return joined(chunks, size);
    size += next.value.length;
    if (size > limit) {
      await reader?.cancel();
      throw new LonghandError('network', `${what}: expected at most ${limit} bytes, found more`);
    }
    chunks.push(next.value);
  }
}

/** Runs `work` and turns whatever the network throws, except an abort, into a LonghandError. */
export async function asNetworkError<T>(
  what: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof LonghandError) throw error;
    throw new LonghandError('network', `${what}: ${messageOf(error)}`, { cause: error });
  }
}

async function request(url: string, signal: AbortSignal | undefined): Promise<Response> {
  const response = await asNetworkError(url, signal, () => fetch(url, { signal: signal ?? null }));
  if (response.ok) return response;
  await response.body?.cancel();
  throw new LonghandError('network', `${url}: expected a file, found HTTP ${response.status}`);
}

/** Content-Length, if it counts the bytes that the body will yield. */
function announcedSize({ headers, type }: Response): number | undefined {
  const length = headers.get('content-length');
  const encoding = headers.get('content-encoding') ?? 'identity';
  // Of another origin's answer the encoding is hidden, so the length may be of compressed bytes.
  if (length === null || encoding !== 'identity' || type === 'cors') return undefined;
  return Number(length);
}

function counter<Phase extends string>(
  total: number | undefined,
  { phase, onProgress }: DownloadOptions<Phase>,
) {
  let loaded = 0;
  return new TransformStream<Uint8Array, Uint8Array>({
    start() {
      onProgress?.({ phase, loaded, total });
    },
    transform(chunk, controller) {
      loaded += chunk.length;
      onProgress?.({ phase, loaded, total });
      controller.enqueue(chunk);
    },
    flush() {
      if (loaded !== total) onProgress?.({ phase, loaded, total: loaded });
    },
  });
}

/** Streaming compilation insists on the type, which many servers do not know. */
function contentType(url: string, { headers }: Response): string {
  if (new URL(url, 'http://localhost').pathname.endsWith('.wasm')) return 'application/wasm';
  return headers.get('content-type') ?? 'application/octet-stream';
}

function joined(chunks: Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
