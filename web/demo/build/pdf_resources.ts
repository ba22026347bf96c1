import { readdirSync, readFileSync } from 'node:fs';

import type { Asset } from './asset.js';

const folder = 'node_modules/pdfjs-dist';

/** What pdfjs-dist fetches when a file needs it: fonts, scans in JPEG 2000 and JBIG2. */
export function pdfResources(): Asset[] {
  return ['cmaps', 'iccs', 'standard_fonts', 'wasm'].flatMap((kind) =>
    readdirSync(`${folder}/${kind}`).map((name) => ({
      fileName: `pdfjs/${kind}/${name}`,
      source: readFileSync(`${folder}/${kind}/${name}`),
    })),
  );
}
