/**
 * Builds the npm package into dist/: WebAssembly of both builds, bundled JavaScript, types.
 *   node web/build.mjs [--keep-wasm] [FOLDER]
 * FOLDER is CMake's, by default the preset's; --keep-wasm takes what was compiled in it.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { rolldown } from 'rolldown';

import { compile, configure } from '../tests/run/cmake.mjs';
import { run } from '../tests/run/shell.mjs';
import { modulesOf, printSizes } from './sizes.mjs';

process.chdir(new URL('..', import.meta.url).pathname);

/** The recognisers that have a module and a worker of their own. */
const recognizers = readdirSync('wasm')
  .map((name) => name.replace('.cpp', ''))
  .filter((name) => existsSync(`web/src/${name}/worker.ts`));

const end = ({ ok }) => {
  if (!ok) process.exit(1);
};

async function compileModules(folder) {
  if (!existsSync(`${folder}/build.ninja`))
    end(await configure('wasm', ['-DBUILD_TESTING=OFF'], folder));
  end(await compile('wasm', ['wasm_modules'], folder));
}

/**
 * Functions beside those that resemble them, in the order of their names, which are then dropped:
 * gzip makes that smaller by a thirtieth.
 */
function sortFunctions(from, to) {
  const features = ['simd', 'relaxed-simd', 'bulk-memory', 'sign-ext', 'nontrapping-float-to-int'];
  execFileSync('npx', [
    'wasm-opt',
    ...features.map((name) => `--enable-${name}`),
    ...['--optimize-level=3', '--optimize-stack-ir'],
    ...['--reorder-functions-by-name', '--strip-debug', from, '-o', to],
  ]);
}

/** Puts a recogniser's modules and their builds beside each other; they share their JavaScript. */
function collect(name, folder) {
  const builds = modulesOf(name).flatMap((module) => [`${module}.simd`, `${module}.relaxed`]);
  const file = (build, ending) => `${folder}/wasm/${build.replace('.', '/')}/engine.${ending}`;
  const glue = (build) => readFileSync(file(build, 'js'), 'utf8');
  for (const build of builds) {
    if (glue(build) !== glue(builds[0]))
      throw new Error(`${build} does not share the JavaScript of ${builds[0]}`);
    sortFunctions(file(build, 'wasm'), `dist/wasm/${build}.wasm`);
  }
  for (const ending of ['js', 'd.ts'])
    copyFileSync(file(builds[0], ending), `dist/wasm/${name}.${ending}`);
}

/** Writes what `limits.cpp` prints as values and, since these are literals, as their own types. */
function writeLimits(folder) {
  const printed = execFileSync(process.execPath, [`${folder}/wasm/limits.cjs`], {
    encoding: 'utf8',
  });
  const lines = printed.trim().split('\n');
  const declare = (keywords, sign) =>
    lines.map((line) => `export ${keywords} ${line.replace(' ', sign)};\n`).join('');
  writeFileSync('dist/wasm/limits.js', declare('const', ' = '));
  writeFileSync('dist/wasm/limits.d.ts', declare('declare const', ': '));
}

/** Puts the writer of documents into a script: it is small, and so works wherever the script does. */
function writeDocuments(folder) {
  const packed = gzipSync(readFileSync(`${folder}/wasm/document.wasm`), { level: 9 });
  const text = packed.toString('base64');
  writeFileSync('dist/wasm/document.js', `export default '${text}';\n`);
  writeFileSync(
    'dist/wasm/document.d.ts',
    'declare const packed: string;\nexport default packed;\n',
  );
}

/** For what bundlers are to read: some find `new URL("...")` only as it was written. */
const shorten = {
  name: 'shorten',
  renderChunk: (code) =>
    transform(code, { minifyIdentifiers: true, minifyWhitespace: true, sourcemap: true }),
};

/** A worker is one file, so that it can be copied anywhere; the rest may share chunks. */
async function bundle(input, { minify = false, plugins = [] } = {}) {
  const external = /^node:|^sharp$|^pdfjs-dist\//;
  const bundled = await rolldown({ input, platform: 'neutral', external, plugins });
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
const [folder = 'build/wasm'] = positionals;
if (!values['keep-wasm']) await compileModules(folder);
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/wasm', { recursive: true });
for (const name of recognizers) collect(name, folder);
writeLimits(folder);
writeDocuments(folder);
end(await run('types-build', ['npx', 'tsc', '-p', 'web/tsconfig.types.json']));
for (const name of recognizers)
  await bundle({ [`${name}_worker`]: `web/src/${name}/worker.ts` }, { minify: true });
await bundle({ worklet: 'web/src/audio/worklet.ts' }, { minify: true });
await bundle(
  {
    index: 'web/src/index.ts',
    document: 'web/src/document_api.ts',
    pdf: 'web/src/pdf_api.ts',
    ...Object.fromEntries(recognizers.map((name) => [name, `web/src/${name}_api.ts`])),
  },
  { plugins: [shorten] },
);
await bundle({ node: 'web/src/node.ts' });
printSizes(recognizers);
