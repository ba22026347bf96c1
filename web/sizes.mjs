/** What a page downloads for each recogniser, gzip'ed; its limits stand in .size-limit.mjs. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

/** The local files that `file` imports, and those that they import. */
export function withImports(file) {
  const source = readFileSync(file, 'utf8');
  const imported = [...source.matchAll(/from\s*["']\.\/([^"']+)["']/g)].map(([, name]) => name);
  return new Set([file, ...imported.flatMap((name) => [...withImports(`dist/${name}`)])]);
}

/** The WebAssembly modules of a recogniser, of which a page downloads one. */
export const modulesOf = (name) => (name === 'ocr' ? ['ocr', 'ocr_full'] : [name]);

/** Bytes of each file that a page with this recogniser downloads, in the larger of the builds of a module. */
export function downloads(name, module = name) {
  const scripts = [...withImports(`dist/${name}.js`), `dist/${name}_worker.js`];
  const builds = ['simd', 'relaxed'].map((build) => `dist/wasm/${module}.${build}.wasm`);
  const wasm = builds.sort((a, b) => gzipped(b) - gzipped(a))[0];
  return [...scripts, wasm].map((file) => ({ file, bytes: gzipped(file) }));
}

export function printSizes(recognizers) {
  for (const name of recognizers) for (const module of modulesOf(name)) printSize(name, module);
}

function printSize(name, module) {
  const files = downloads(name, module);
  for (const { file, bytes } of files) console.log(`${String(bytes).padStart(9)}  ${file}`);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${String(total).padStart(9)}  ${module}, gzip'ed`);
}
