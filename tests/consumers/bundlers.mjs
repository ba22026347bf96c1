/** How each bundler is told to build the consumer: no more than its manual asks for. Each builds once. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import * as esbuild from 'esbuild';
import * as vite from 'vite';
import webpack from 'webpack';

import { modulesOf } from '../../web/sizes.mjs';
import { app, folder } from './install.mjs';

const once = (build) => {
  let built;
  return () => (built ??= build());
};
const quiet = { root: app, configFile: false, logLevel: 'warn' };

/** A development server; resolves to its address and how it ends. */
export async function viteDevelopment() {
  const server = await vite.createServer({
    ...quiet,
    cacheDir: join(folder, 'vite'),
    optimizeDeps: { exclude: ['longhand'] },
    server: { port: 0 },
  });
  await server.listen();
  return { url: server.resolvedUrls.local[0], close: () => server.close() };
}

export const viteBuild = once(async () => {
  const outDir = join(folder, 'vite-build');
  await vite.build({ ...quiet, build: { outDir, emptyOutDir: true, target: 'es2022' } });
  return outDir;
});

/** The server's bundle with the package inside; resolves to the file that Node is to import. */
export const viteServerBundle = once(async () => {
  const outDir = join(folder, 'vite-server');
  const build = { ssr: 'server.js', outDir, emptyOutDir: true, copyPublicDir: false };
  await vite.build({ ...quiet, ssr: { noExternal: ['longhand'] }, build });
  return join(outDir, 'server.js');
});

export const webpackBuild = once(async () => {
  const path = join(folder, 'webpack');
  const stats = await promisify(webpack)({
    mode: 'production',
    context: app,
    entry: './main.js',
    output: { path },
    performance: { hints: false },
  });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  const found = [...errors, ...warnings].map(({ message }) => message);
  if (found.length) throw new Error(found.join('\n'));
  copyFileSync(join(app, 'index.html'), join(path, 'index.html'));
  return path;
});

/** esbuild leaves `new URL(..., import.meta.url)` as it is: worker and WebAssembly go beside the bundle. */
export const esbuildBuild = once(async () => {
  const outdir = join(folder, 'esbuild');
  await esbuild.build({
    absWorkingDir: app,
    entryPoints: [
      'main.js',
      { in: 'longhand/worklet', out: 'worklet' },
      ...['ocr', 'speech'].flatMap((name) => [
        { in: `longhand/worker/${name}`, out: `${name}_worker` },
        ...modulesOf(name).flatMap((module) => [
          { in: `longhand/wasm/${module}.simd.wasm`, out: `wasm/${module}.simd` },
          { in: `longhand/wasm/${module}.relaxed.wasm`, out: `wasm/${module}.relaxed` },
        ]),
      ]),
    ],
    loader: { '.wasm': 'copy' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir,
    logLevel: 'silent',
  });
  copyFileSync(join(app, 'index.html'), join(outdir, 'index.html'));
  return outdir;
});
