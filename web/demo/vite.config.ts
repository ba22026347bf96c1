import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export const contentSecurityPolicy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Writes files.json for the service worker: what to keep, and a name for this build. */
function listFiles(): Plugin {
  return {
    name: 'list-files',
    generateBundle(_, bundle) {
      const kept = (file: string) => file !== 'index.html' && file !== 'service_worker.js';
      const copied = readdirSync(path('public'), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.\w+$/.test(file))
        .filter(kept);
      const hash = createHash('sha256').update(Object.keys(bundle).sort().join());
      for (const file of copied) hash.update(readFileSync(path(`public/${file}`)));
      const files = ['', ...Object.keys(bundle).filter(kept), ...copied, 'models/list.json'];
      this.emitFile({
        type: 'asset',
        fileName: 'files.json',
        source: JSON.stringify({
          build: hash.digest('hex').slice(0, 16),
          files: files.map((file) => `/${file}`),
        }),
      });
    },
  };
}

export default defineConfig({
  root: path('.'),
  resolve: { alias: { longhand: path('../../dist/index.js') } },
  plugins: [listFiles()],
  worker: { format: 'es' },
  build: {
    outDir: path('../../build/demo'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  preview: { headers: { 'content-security-policy': contentSecurityPolicy } },
});
