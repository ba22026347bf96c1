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
import { isDeepStrictEqual, parseArgs } from 'node:util';
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

const features = [
  '--enable-simd',
  '--enable-relaxed-simd',
  '--enable-bulk-memory',
  '--enable-sign-ext',
  '--enable-nontrapping-float-to-int',
];

/**
 * Functions beside those that resemble them, in the order of their names, which are then dropped:
 * gzip makes that smaller by a thirtieth.
 */
function sortFunctions(from, to) {
  execFileSync('npx', [
    'wasm-opt',
    ...features,
    ...['--optimize-level=3', '--optimize-stack-ir'],
    ...['--reorder-functions-by-name', '--strip-debug', from, '-o', to],
  ]);
}

/** The JavaScript of a module apart from the letters that its imports have in it, and these: { function: letter }. */
function glueOf(file) {
  const glue = readFileSync(file, 'utf8');
  const [object, pairs] = /wasmImports=\{([^}]*)\}/.exec(glue);
  const letters = pairs.split(',').map((pair) => pair.split(':').reverse());
  return { rest: glue.replace(object, letters.map(([name]) => name).join()), letters };
}

/** A module whose imports have the letters that another one's have; Emscripten gives them by how often each is called. */
function withLetters(file, letters) {
  const [text, renamed] = [`${file}.wat`, `${file}.renamed`];
  const letterOf = new Map(letters);
  execFileSync('npx', ['wasm-dis', ...features, file, '-o', text]);
  const rename = (_, name) => `(import "a" "${letterOf.get(`_${name}`)}" (func $${name} `;
  writeFileSync(
    text,
    readFileSync(text, 'utf8').replaceAll(/\(import "a" "\w" \(func \$(\w+) /g, rename),
  );
  execFileSync('npx', ['wasm-as', ...features, '--debuginfo', text, '-o', renamed]);
  return renamed;
}

/** Puts a recogniser's modules and their builds beside each other; they share their JavaScript. */
function collect(name, folder) {
  const builds = modulesOf(name).flatMap((module) => [`${module}.simd`, `${module}.relaxed`]);
  const file = (build, ending) => `${folder}/wasm/${build.replace('.', '/')}/engine.${ending}`;
  const first = glueOf(file(builds[0], 'js'));
  for (const build of builds) {
    const { rest, letters } = glueOf(file(build, 'js'));
    if (rest !== first.rest)
      throw new Error(`${build} does not share the JavaScript of ${builds[0]}`);
    const isSame = isDeepStrictEqual(letters, first.letters);
    const module = isSame ? file(build, 'wasm') : withLetters(file(build, 'wasm'), first.letters);
    sortFunctions(module, `dist/wasm/${build}.wasm`);
  }
  copyFileSync(file(builds[0], 'js'), `dist/wasm/${name}.js`);
  for (const module of modulesOf(name))
    copyFileSync(file(`${module}.simd`, 'd.ts'), `dist/wasm/${module}.d.ts`);
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
  renderChunk: (code) => transform(code, { minify: true, sourcemap: true }),
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
    english: 'web/src/english_api.ts',
    ...Object.fromEntries(recognizers.map((name) => [name, `web/src/${name}_api.ts`])),
  },
  { plugins: [shorten] },
);
await bundle({ node: 'web/src/node.ts' });
printSizes(recognizers);
