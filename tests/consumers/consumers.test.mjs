/**
 * The packed package in everything that a page is built with, in every browser. Each page reads a line and
 * hears a digit; which build of the engine it took stands in build/consumers/table.txt.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { root } from '../web/support.mjs';
import { browsers } from './browsers.mjs';
import { consumers, policy, script } from './consumers.mjs';
import { app, folder, install } from './install.mjs';
import { runtimes, startWorkerd } from './runtimes.mjs';
import { serve } from './serve.mjs';

const line = 'Nobody saw the tide come in that night.';
const digit = 'six';

const rows = [['consumer', 'browser', 'print', 'speech']];
const record = (consumer, browser, { ocr, speech }) =>
  rows.push([consumer, browser, ocr.build, speech.build]);

before(install);
after(() => writeFileSync(join(folder, 'table.txt'), aligned(rows)));

function aligned(rows) {
  const width = (column) => Math.max(...rows.map((row) => row[column].length));
  const line = (row) => row.map((cell, column) => cell.padEnd(width(column))).join('   ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

const inApp = (...args) => execFileSync('node', args, { cwd: app, encoding: 'utf8' });

const commands = runtimes();

for (const [name, [command, ...options]] of Object.entries(commands)) {
  test(`${name} reads and hears files`, () => {
    const run = (...args) =>
      JSON.parse(execFileSync(command, [...options, ...args], { cwd: app, encoding: 'utf8' }));
    const ocr = run('read.mjs', 'public/models/eng.traineddata', 'public/samples/novel.png');
    const speech = run('hear.mjs', 'public/models/en.safetensors', 'public/samples/six.wav');
    checkTexts({ ocr, speech });
    record(name, ocr.version, { ocr, speech });
  });
}

for (const name of ['Node', 'jsdom']) {
  test(`what needs a page says what to use in ${name}`, () => {
    const [command, ...options] = commands[name];
    for (const [create, load] of [
      ['createOcr', 'loadOcr'],
      ['createSpeech', 'loadSpeech'],
    ]) {
      const program = `import { ${create} } from 'longhand';
        ${create}({ model: '/model' }).catch(({ code, message }) => console.log(code, message));`;
      const args = [...options, '--input-type=module', '--eval', program];
      const said = execFileSync(command, args, { cwd: app, encoding: 'utf8' });
      assert.match(said, new RegExp(`^worker ${create}: .*${load} of longhand/node`));
    }
  });
}

test("Cloudflare's workerd reads a line with a module that it compiled", async (t) => {
  const workerd = await startWorkerd();
  t.after(workerd.close);
  const { loaded, created } = await (await fetch(workerd.url)).json();
  assert.match(loaded, /^wasm: .*OcrEngine\.create/);
  assert.equal(created, '');
});

for (const entry of entries()) {
  test(`${entry} can be imported where there is no browser`, () => {
    inApp('--input-type=module', '--eval', `await import('${entry}')`);
  });
}

/** Every script that package.json exports, but for the one that is made for the audio thread. */
function entries() {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const scripts = Object.keys(exports).filter((name) => !/\*|\.json$|worklet$/.test(name));
  return scripts.map((name) => name.replace('.', 'longhand'));
}

for (const [name, launch] of Object.entries(browsers)) {
  test(name, { timeout: 600_000 }, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    for (const [consumer, start] of Object.entries(consumers)) {
      await t.test(`${consumer} in ${name} ${browser.version}`, async () => {
        const outcome = await visit(browser, start);
        const { live } = outcome.speech;
        if (live?.length > 1) t.diagnostic(`${consumer} heard ${JSON.stringify(live)}`);
        check(outcome, consumer);
        record(consumer, `${name} ${browser.version}`, outcome);
      });
    }
    await t.test('a policy that forbids WebAssembly is named', () => forbidden(browser));
  });
}

async function forbidden(browser) {
  const headers = policy("default-src 'self'");
  const start = () => serve(app, { ...script('plain.js'), headers });
  const { ocr, speech } = await visit(browser, start);
  for (const { error } of [ocr, speech]) assert.match(error, /needs 'wasm-unsafe-eval'/);
}

async function visit(browser, start) {
  const { url, close } = await start();
  try {
    return await browser.visit(url);
  } finally {
    await close();
  }
}

function check(outcome, consumer) {
  assert.deepEqual(outcome.troubles, [], `${consumer}: troubles: ${outcome.troubles.join('; ')}`);
  checkTexts(outcome);
  const heard = outcome.speech.live;
  assert.equal(heard.at(-1).text, digit, `${consumer}: heard ${JSON.stringify(heard)}`);
  assert.ok(
    heard.every(({ lost }) => lost === 0),
    `${consumer}: lost ${JSON.stringify(heard)}`,
  );
  assert.equal(outcome.isolated, consumer === 'isolated', `${consumer}: isolated`);
  if (consumer === 'Vite SSR') assert.match(outcome.server, /createOcr.*createSpeech/);
  if (outcome.relaxed === undefined) return;
  const build = outcome.relaxed ? 'relaxed' : 'simd';
  assert.deepEqual([outcome.ocr.build, outcome.speech.build], [build, build]);
}

function checkTexts({ ocr, speech }) {
  assert.deepEqual([ocr.error, speech.error], [undefined, undefined]);
  assert.deepEqual([ocr.text, speech.text], [line, digit]);
}

test('a page that only reads print fetches nothing of speech, and the reverse', async (t) => {
  const browser = await browsers.Chromium();
  t.after(() => browser.close());
  for (const [name, other] of [
    ['print', /speech|safetensors/],
    ['speech', /ocr|traineddata/],
  ]) {
    const { url, close, requests } = await serve(app, script(`${name}.js`));
    const outcome = await browser.visit(url);
    close();
    assert.equal((outcome.ocr ?? outcome.speech).error, undefined);
    assert.ok(requests.length > 5);
    const strays = requests.filter((path) => other.test(path) && path !== `/${name}.js`);
    assert.deepEqual(strays, []);
  }
});
