/** Reads the map of the house in CONTRIBUTING.md, and every #include of the C++ folders. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

const publicHeaders = 'core/include/longhand';

/** What every folder may include: it is how calls fail. */
const forAll = 'longhand/error.h';

/** The map's rows for C++ as folder -> { names, anyLibrary }; see the text above it. */
export function readMap(page) {
  const rows = [...page.matchAll(/^\| `((?:core|wasm)[^`]*)\/`\s*\|[^|]*\|([^|]*)\|$/gm)];
  return new Map(
    rows.map(([, folder, may]) => [
      folder,
      {
        names: [...may.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
        anyLibrary: may.includes('libraries'),
      },
    ]),
  );
}

/** The row in which a file is: that of the nearest folder above it. */
function rowOf(file, map) {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    if (map.has(folder)) return folder;
  }
  return undefined;
}

/** C++ files below a folder, by their path. */
export function sourcesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.(h|cpp|cpp\.in)$/.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** What a file includes: `own` says that it is in quotes. */
export function includesOf(file) {
  const lines = readFileSync(file, 'utf8').matchAll(/^#include ([<"])([^>"]+)[>"]/gm);
  return [...lines].map(([, mark, path]) => ({ path, own: mark === '"' }));
}

/** Why a file may not include something; undefined if it may. */
export function complaint(file, { path, own }, map) {
  const from = rowOf(file, map);
  if (!from) return `${file} is in no folder of the map`;
  const { names, anyLibrary } = map.get(from);
  if (path.startsWith('longhand/')) {
    const known = [forAll, ...names].some((name) => name === path || name === 'longhand');
    return known || from === publicHeaders ? undefined : `${file} includes <${path}>`;
  }
  if (own) {
    const to = path.includes('/') ? rowOf(`core/${path}`, map) : from;
    const known = to === from || names.some((name) => `core/${name}` === to);
    return known ? undefined : `${file} includes "${path}"`;
  }
  const isStandard = !/[./]/.test(path);
  const known = isStandard || anyLibrary || names.includes(path.split('/')[0]);
  return known ? undefined : `${file} includes <${path}>`;
}

/** Every arrow against the map, in words. */
export function arrowsAgainst(map, files) {
  return files
    .flatMap((file) => includesOf(file).map((include) => complaint(file, include, map)))
    .filter((found) => found !== undefined);
}

/** Names in the map that are no folder, public header or library, and so allow nothing. */
export function unknownNames(map, files) {
  const libraries = files.flatMap(includesOf).map(({ path }) => path.split('/')[0]);
  const headers = sourcesBelow(publicHeaders).map((file) => `longhand/${basename(file)}`);
  const known = new Set(['longhand', ...headers, ...libraries]);
  return [...map.values()]
    .flatMap(({ names }) => names)
    .filter((name) => !known.has(name) && !map.has(`core/${name}`));
}
