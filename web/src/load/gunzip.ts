import { readBytes } from './download.js';
import { LonghandError, messageOf } from '../errors.js';

/** Most bytes that a model may have, also after decompression. */
export const maxModelBytes = 512 * 1024 * 1024;

/**
 * The file that `bytes` are, or are the gzip of; told apart by gzip's magic number, since servers
 * that see a `.gz` name may or may not have decompressed it already.
 * @throws LonghandError `invalid_model` if the gzip is broken or holds more than {@link maxModelBytes}
 */
export async function gunzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return await readBytes(plain, maxModelBytes, 'gzip');
  } catch (error) {
    throw new LonghandError('invalid_model', `model: broken gzip: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
