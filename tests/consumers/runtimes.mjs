/** What runs JavaScript without a browser: Node's releases, jsdom, Bun, Deno and workerd, from npm, kept in build/runtimes. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as esbuild from 'esbuild';

import { relaxedNode, root, tessdata } from '../web/support.mjs';
import { freePort, start, stop, until } from './devices.mjs';
import { app, folder } from './install.mjs';

const wanted = `${root}tests/consumers/runtimes`;
const kept = join(root, 'build/runtimes');
const program = (name) => join(kept, 'node_modules', name);

function install() {
  const lock = (place) => join(place, 'package-lock.json');
  if (existsSync(program('.package-lock.json')) && same(lock(wanted), lock(kept))) return;
  mkdirSync(kept, { recursive: true });
  copyFileSync(join(wanted, 'package.json'), join(kept, 'package.json'));
  copyFileSync(join(root, '.npmrc'), join(kept, '.npmrc'));
  copyFileSync(lock(wanted), lock(kept));
  execFileSync('npm', ['ci', '--loglevel=error'], { cwd: kept, stdio: 'inherit' });
}

const same = (a, b) => readFileSync(a, 'utf8') === readFileSync(b, 'utf8');

/** Name -> command; it gets a script and its arguments. */
export function runtimes() {
  install();
  return {
    Node: [process.execPath],
    'Node 22': [program('node-22-linux-x64/bin/node')],
    'Node 24': [program('node-24-linux-x64/bin/node')],
    'newest Node': [relaxedNode],
    jsdom: [process.execPath, '--import', join(root, 'tests/consumers/jsdom.mjs')],
    Bun: [program('@oven/bun-linux-x64/bin/bun')],
    Deno: [
      program('@deno/linux-x64-glibc/deno'),
      ...['run', '--quiet', '--allow-read', '--allow-env', '--allow-ffi'],
    ],
  };
}

const config = (port) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [
    (name = "main", esModule = embed "main.js"),
    (name = "ocr.simd.wasm", wasm = embed "ocr.simd.wasm"),
    (name = "eng.traineddata", data = embed "eng.traineddata"),
  ],
  compatibilityDate = "2026-06-01",
  compatibilityFlags = ["nodejs_compat"],
);
`;

/** The consumer app/workerd.js; resolves to its address and how it ends. */
export async function startWorkerd() {
  const place = join(folder, 'workerd');
  await esbuild.build({
    absWorkingDir: app,
    entryPoints: ['workerd.js'],
    bundle: true,
    format: 'esm',
    external: ['node:*', 'sharp', 'ocr.simd.wasm', 'eng.traineddata'],
    outfile: join(place, 'main.js'),
    logLevel: 'silent',
  });
  copyFileSync(join(root, 'dist/wasm/ocr.simd.wasm'), join(place, 'ocr.simd.wasm'));
  copyFileSync(join(tessdata, 'eng.traineddata'), join(place, 'eng.traineddata'));
  const port = await freePort();
  writeFileSync(join(place, 'config.capnp'), config(port));
  const workerd = program('@cloudflare/workerd-linux-64/bin/workerd');
  const child = start(workerd, ['serve', join(place, 'config.capnp')], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/`;
  await until(
    () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    'workerd',
  );
  return { url, close: () => stop(child) };
}
