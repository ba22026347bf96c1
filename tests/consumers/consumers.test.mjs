/**
 * The packed package in everything that a page is built with, in every browser. Each page reads a line;
 * which build of the engine it took stands in build/consumers/table.txt.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { browsers } from './browsers.mjs';
import {
  esbuildBuild,
  viteBuild,
  viteDevelopment,
  viteServerBundle,
  webpackBuild,
} from './bundlers.mjs';
import { app, folder, install } from './install.mjs';
import { serve } from './serve.mjs';

const text = 'Nobody saw the tide come in that night.';
const strict = {
  'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
};
const isolating = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** Each resolves to { url, close }. */
const consumers = {
  'no bundler': () => serve([app], 'plain.html'),
  'import map': () => serve([app], 'import-map.html'),
  'strict CSP': () => serve([app], 'plain.html', { headers: strict }),
  isolated: () => serve([app], 'plain.html', { headers: isolating }),
  'Vite dev': viteDevelopment,
  'Vite build': async () => serve([await viteBuild()], 'index.html'),
  'webpack 5': async () => serve([await webpackBuild()], 'index.html'),
  esbuild: async () => serve([await esbuildBuild()], 'index.html'),
  'Vite SSR': serverRendered,
};

async function serverRendered() {
  const { render } = await import(await viteServerBundle());
  const transform = (html) => html.replace('<!--server-->', render());
  return serve([await viteBuild()], 'index.html', { transform });
}

const rows = [['consumer', 'browser', 'build taken']];

before(install);
after(() => writeFileSync(join(folder, 'table.txt'), aligned(rows)));

function aligned(rows) {
  const width = (column) => Math.max(...rows.map((row) => row[column].length));
  const line = (row) => row.map((cell, column) => cell.padEnd(width(column))).join('   ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

const inApp = (...args) => execFileSync('node', args, { cwd: app, encoding: 'utf8' });

test('Node reads a file', () => {
  const outcome = JSON.parse(
    inApp('read.mjs', 'public/models/eng.traineddata', 'public/samples/novel.png'),
  );
  assert.equal(outcome.text, text);
  rows.push(['Node', process.version, outcome.build]);
});

for (const entry of ['longhand', 'longhand/ocr', 'longhand/node', 'longhand/worker/ocr']) {
  test(`${entry} can be imported where there is no browser`, () => {
    inApp('--input-type=module', '--eval', `await import('${entry}')`);
  });
}

for (const [name, launch] of Object.entries(browsers)) {
  test(name, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    for (const [consumer, start] of Object.entries(consumers)) {
      await t.test(`${consumer} in ${name} ${browser.version}`, async () => {
        const outcome = await visit(browser, start);
        check(outcome, consumer);
        rows.push([consumer, `${name} ${browser.version}`, outcome.ocr.build]);
      });
    }
  });
}

async function visit(browser, start) {
  const { url, close } = await start();
  try {
    return await browser.visit(url);
  } finally {
    await close();
  }
}

function check({ isolated, ocr, troubles, relaxed }, consumer) {
  assert.deepEqual(troubles, []);
  assert.equal(ocr.error, undefined);
  assert.equal(ocr.text, text);
  assert.equal(isolated, consumer === 'isolated');
  if (relaxed !== undefined) assert.equal(ocr.build, relaxed ? 'relaxed' : 'simd');
}
