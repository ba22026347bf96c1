/**
 * Builds the npm package into dist/: WebAssembly of both builds, bundled JavaScript, types.
 *   node web/build.mjs [--keep-wasm] [SIMD_FOLDER RELAXED_FOLDER]
 * The folders are CMake's, by default the presets'; --keep-wasm takes what was compiled in them.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

import { printSizes } from './sizes.mjs';

process.chdir(new URL('..', import.meta.url).pathname);

const run = (command, ...args) => execFileSync(command, args, { stdio: 'inherit' });

/** The recognisers that have a module and a worker of their own. */
const recognizers = readdirSync('wasm')
  .filter((name) => existsSync(`web/src/${name.replace('.cpp', '')}_worker.ts`))
  .map((name) => name.replace('.cpp', ''));

function compile(preset, folder) {
  if (!existsSync(`${folder}/CMakeCache.txt`)) {
    run('cmake', '--preset', preset, '-B', folder, '-DBUILD_TESTING=OFF');
  }
  run('cmake', '--build', folder, '--target', ...recognizers.map((name) => `wasm_${name}`));
}

/** Puts both builds beside each other; they differ in their instructions only. */
function collect(name, simd, relaxed) {
  const glue = (folder) => readFileSync(`${folder}/wasm/${name}.js`, 'utf8');
  if (glue(simd) !== glue(relaxed)) {
    throw new Error(`${name}: the simd and relaxed builds do not share their JavaScript`);
  }
  copyFileSync(`${simd}/wasm/${name}.js`, `dist/wasm/${name}.js`);
  copyFileSync(`${simd}/wasm/${name}.d.ts`, `dist/wasm/${name}.d.ts`);
  copyFileSync(`${simd}/wasm/${name}.wasm`, `dist/wasm/${name}.simd.wasm`);
  copyFileSync(`${relaxed}/wasm/${name}.wasm`, `dist/wasm/${name}.relaxed.wasm`);
}

/**
 * A worker is one file, so that it can be copied anywhere; the rest may share chunks. What a bundler
 * is to read stays as written: some find `new URL(...)` only in that form.
 */
async function bundle(input, minify) {
  const bundled = await rolldown({ input, platform: 'neutral', external: /^node:/ });
  await bundled.write({
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    minify,
    chunkFileNames: 'shared-[hash].js',
  });
  await bundled.close();
}

const { values, positionals } = parseArgs({
  options: { 'keep-wasm': { type: 'boolean' } },
  allowPositionals: true,
});
const [simd = 'build/wasm-simd', relaxed = 'build/wasm-relaxed'] = positionals;
if (!values['keep-wasm']) {
  compile('wasm-simd', simd);
  compile('wasm-relaxed', relaxed);
}
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/wasm', { recursive: true });
for (const name of recognizers) collect(name, simd, relaxed);
run('npx', 'tsc', '-p', 'web/tsconfig.types.json');
for (const name of recognizers)
  await bundle({ [`${name}_worker`]: `web/src/${name}_worker.ts` }, true);
await bundle({ worklet: 'web/src/audio/worklet.ts' }, true);
await bundle(
  {
    index: 'web/src/index.ts',
    ...Object.fromEntries(recognizers.map((name) => [name, `web/src/${name}_api.ts`])),
  },
  false,
);
await bundle({ node: 'web/src/node.ts' }, false);
printSizes(recognizers);
