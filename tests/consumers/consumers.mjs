/** Pages that use the package, each built and served in its own way. */
import {
  esbuildBuild,
  viteBuild,
  viteDevelopment,
  viteServerBundle,
  webpackBuild,
} from './bundlers.mjs';
import { app } from './install.mjs';
import { serve } from './serve.mjs';

export const policy = (value) => ({ 'content-security-policy': value });
const strict = policy("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'");
const isolating = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** The page with a script other than its own. */
export const script = (name) => ({
  transform: (html) => html.replace('main.js', name),
});
const imports = JSON.stringify({
  imports: {
    'longhand/ocr': '/node_modules/longhand/dist/ocr.js',
    'longhand/speech': '/node_modules/longhand/dist/speech.js',
  },
});
const importMap = (html) =>
  html.replace('<script', `<script type="importmap">${imports}</script><script`);

/** Each resolves to { url, close }. */
export const consumers = {
  'no bundler': () => serve(app, script('plain.js')),
  'import map': () => serve(app, { transform: importMap }),
  'strict CSP': () => serve(app, { ...script('plain.js'), headers: strict }),
  isolated: () => serve(app, { ...script('plain.js'), headers: isolating }),
  'Vite dev': viteDevelopment,
  'Vite build': async () => serve(await viteBuild()),
  'webpack 5': async () => serve(await webpackBuild()),
  esbuild: async () => serve(await esbuildBuild()),
  'Vite SSR': async () => {
    const { render } = await import(await viteServerBundle());
    const transform = (html) => html.replace('<!--server-->', render());
    return serve(await viteBuild(), { transform });
  },
};
