import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const publicFolder = fileURLToPath(new URL('../public', import.meta.url));

/** Files of one tab only, or of PDF files, by name; all others belong to the page. */
const parts = {
  page: /page_tab|picture_tab|ocr_|\bocr\b|\bdocument\b|^samples\/pages\//,
  pdf: /\bpdf\b|\bwebpack\b|^pdfjs\/wasm\/(jbig2|openjpeg|qcms_bg)\.wasm$/,
  print: /print_tab|picture_tab|ocr_|\bocr\b|^samples\/[^/]*$/,
  camera: /camera_tab|ocr_|\bocr\b/,
  speech: /speech|worklet|^sounds\//,
};

/** What is kept when it was used: the build of WebAssembly at hand; models, by the package. */
const kept = (file: string) => !/^assets\/.*\.wasm$|^pdfjs\/(?!wasm\/)|\.map$|^models\/|^index\.html$|^service_worker/.test(file);

/** Writes files.json for the service worker: a name for this build, and what to keep of it. */
export function keepList(): Plugin {
  return {
    name: 'keep-list',
    generateBundle(_, bundle) {
      const files = [...Object.keys(bundle), ...publicFiles()].sort().filter(kept);
      const own = Object.fromEntries(
        Object.entries(parts).map(([tab, of]) => [tab, addresses(files.filter((f) => of.test(f)))]),
      );
      const ofTabs = new Set(Object.values(own).flat());
      const shell = ['/', ...addresses(files).filter((file) => !ofTabs.has(file))];
      const source = JSON.stringify({ build: nameOf(Object.keys(bundle)), shell, tabs: own });
      this.emitFile({ type: 'asset', fileName: 'files.json', source });
    },
  };
}

const addresses = (files: string[]) => files.map((file) => `/${file}`);

function publicFiles(): string[] {
  const names = readdirSync(publicFolder, { recursive: true, encoding: 'utf8' });
  return names.filter((file) => /\.\w+$/.test(file));
}

/** Bundled files have their content in their names. */
function nameOf(bundled: string[]): string {
  const hash = createHash('sha256').update(bundled.sort().join());
  for (const file of publicFiles()) hash.update(readFileSync(`${publicFolder}/${file}`));
  return hash.digest('hex').slice(0, 16);
}
