import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const publicFolder = fileURLToPath(new URL('../public', import.meta.url));

/** Files of one tab only, by name; all others belong to the page. */
const tabs = { print: /print_tab|ocr_|\bocr\b|^samples\//, speech: /speech|worklet|^sounds\// };

/** What is kept when it was used: the build of WebAssembly at hand; models, by the package. */
const kept = (file: string) => !/\.wasm$|\.map$|^models\/|^index\.html$|^service_worker/.test(file);

/** Writes files.json for the service worker: a name for this build, and what to keep of it. */
export function keepList(): Plugin {
  return {
    name: 'keep-list',
    generateBundle(_, bundle) {
      const files = [...Object.keys(bundle), ...publicFiles()].sort().filter(kept);
      const own = (tab: RegExp) => files.filter((file) => tab.test(file)).map((file) => `/${file}`);
      const print = own(tabs.print);
      const speech = own(tabs.speech);
      const others = files.map((file) => `/${file}`).filter((file) => !print.includes(file));
      const page = ['/', ...others.filter((file) => !speech.includes(file))];
      const source = JSON.stringify({ build: nameOf(Object.keys(bundle)), page, print, speech });
      this.emitFile({ type: 'asset', fileName: 'files.json', source });
    },
  };
}

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
