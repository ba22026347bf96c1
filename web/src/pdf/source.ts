import { kindOf, LonghandError } from '../errors.js';
import { asNetworkError, openDownload, readBytes } from '../load/download.js';
import type { PdfSource } from './types.js';

const maxPdfBytes = 256 * 1024 * 1024;

/** The file's bytes, the caller's own. @throws LonghandError `invalid_image`, `network`; the signal's reason */
export async function pdfBytes(
  source: PdfSource,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (typeof source === 'string' || source instanceof URL) return download(String(source), signal);
  const isBlob = source instanceof Blob;
  if (!isBlob && !(source instanceof ArrayBuffer) && !ArrayBuffer.isView(source)) {
    const found = kindOf(source);
    throw new LonghandError(
      'invalid_image',
      `pdf: expected an address, a Blob or the bytes of a file, found ${found}`,
    );
  }
  const file = isBlob ? source : new Blob([source]);
  if (file.size > maxPdfBytes) {
    throw new LonghandError(
      'invalid_image',
      `pdf: expected at most ${maxPdfBytes} bytes, found ${file.size}`,
    );
  }
  return new Uint8Array(await file.arrayBuffer());
}

function download(address: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  return asNetworkError(address, signal, async () => {
    const { body } = await openDownload(address, { phase: 'pdf', signal });
    return readBytes(body, maxPdfBytes, address);
  });
}
