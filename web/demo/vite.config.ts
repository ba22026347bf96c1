import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

import { assets } from './build/assets_plugin.js';
import { keepList } from './build/keep_list.js';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** `blob:` is the sound file of the visitor, to be played. */
const contentSecurityPolicy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

export default defineConfig({
  root: path('.'),
  resolve: {
    alias: [
      { find: /^longhand$/, replacement: path('../../dist/index.js') },
      { find: /^longhand\/(ocr|speech|document|pdf)$/, replacement: path('../../dist/$1.js') },
    ],
  },
  plugins: [assets(), keepList()],
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
