import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A file of the page that Vite does not find by itself. */
export interface Asset {
  fileName: string;
  source: Uint8Array;
}

/** Under a name that changes with the content, so that nobody keeps an old one. */
export function named(folder: string, name: string, source: Uint8Array): Asset {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
  const [stem, ...endings] = name.split('.');
  return { fileName: `${folder}/${stem}-${hash}.${endings.join('.')}`, source };
}

/** {@link named} and gzip'ed: the package unpacks models itself, so every server sends them small. */
export function packed(folder: string, name: string, bytes: Uint8Array): Asset {
  return named(folder, `${name}.gz`, gzipSync(bytes, { level: 6 }));
}
