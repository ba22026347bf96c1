/** The page in Chromium as a visitor meets it. Needs build/demo, made by `node web/demo.mjs`. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, test } from 'node:test';
import { preview } from 'vite';

import { launch, openPage } from './browser.mjs';
import { root, tessdata } from './support.mjs';

const first = 'Nobody saw the tide come in that night.';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let server, browser, url, context;

before(async () => {
  process.chdir(root);
  execFileSync('node', ['web/demo.mjs', '--build-only'], { stdio: 'ignore' });
  server = await preview({
    configFile: 'web/demo/vite.config.ts',
    preview: { port: 0 },
    logLevel: 'silent',
  });
  url = server.resolvedUrls.local[0];
  browser = await launch();
});

afterEach(() => context?.close());

after(async () => {
  await browser.close();
  await server.close();
});

async function visit(options = {}) {
  context = await browser.newContext(options);
  const page = await openPage(context, url);
  await reads(page, first);
  return page;
}

const reads = (page, text) =>
  page.locator('.text').filter({ hasText: text }).waitFor({ timeout: 30_000 });

test('a visitor sees a sample read, without an error or a foreign request', async () => {
  const page = await visit();
  assert.equal(await page.locator('.words li').count(), 8);
  assert.match(await page.locator('.facts').innerText(), /relaxed SIMD/);
  assert.match(await page.locator('.map canvas').getAttribute('aria-label'), /Probabilities of/);
  assert.deepEqual(page.troubles, []);
});

test('samples of other scripts are read', async () => {
  const page = await visit();
  for (const [name, text] of [
    ['German', 'Schöne Grüße aus Köln'],
    ['Arabic', 'ذهب الولد إلى المدرسة.'],
    ['Japanese', '東京は日本の首都です。'],
  ]) {
    await page.getByRole('button', { name }).click();
    await reads(page, text);
  }
  assert.deepEqual(page.troubles, []);
});

test('an own picture and an own model', async () => {
  const page = await visit();
  const [picture] = await page.locator('input[accept="image/*"]').all();
  await picture.setInputFiles('web/demo/public/samples/german.png');
  await reads(page, 'aus');
  await page
    .locator('input[accept=".traineddata,.gz"]')
    .setInputFiles(`${tessdata}/deu.traineddata`);
  await reads(page, 'Schöne Grüße aus Köln');
  await picture.setInputFiles('package.json');
  await page.getByRole('alert').filter({ hasText: 'Choose a PNG' }).waitFor();
  await page.locator('input[accept=".traineddata,.gz"]').setInputFiles('package.json');
  await page.getByRole('alert').filter({ hasText: '.traineddata' }).waitFor();
});

test('the keyboard alone reaches and starts a sample', async () => {
  const page = await visit();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement.textContent);
    if (focused === 'Russian') break;
  }
  await page.keyboard.press('Enter');
  await reads(page, 'Завтра будет тёплый день.');
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong in ${colorScheme} mode`, async () => {
    const page = await visit({ colorScheme, bypassCSP: true });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      [],
    );
  });
}

test('320 pixels are wide enough', async () => {
  const page = await visit({ viewport: { width: 320, height: 640 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

test('once loaded the page works offline', async () => {
  const page = await visit();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await reads(page, first);
});
