/** The tab that reads what the camera shows: a page of the fixtures plays its part. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../browser.mjs';
import { fixturePages } from '../support.mjs';
import { greyPicture, writeVideo } from '../videos.mjs';
import { alertSays, open, violations } from './visit.mjs';

const fixture = fixturePages().find(({ name }) => name === 'panels');
const folder = mkdtempSync(join(tmpdir(), 'longhand-camera-'));
let seeing;

before(async () => {
  const file = join(folder, 'seen.y4m');
  writeVideo(file, greyPicture(fixture.file), [3, 3, 3]);
  seeing = await launch(
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  );
});

after(async () => {
  await seeing?.close();
  rmSync(folder, { recursive: true });
});

const start = (page) => page.getByRole('button', { name: 'Point the camera at text' });
const stop = (page) => page.getByRole('button', { name: 'Stop', exact: true });
const text = (page) => page.locator('#camera-panel .text');
const openCamera = (options, browser) => open('/#camera', options, browser);

async function openWatching(options) {
  const page = await openCamera({ permissions: ['camera'], ...options }, seeing);
  await start(page).click();
  await text(page)
    .filter({ hasText: fixture.lines.at(-1) })
    .waitFor();
  return page;
}

const linesOf = (text) => text.replaceAll('\t', ' ').split('\n').filter(Boolean);

/** Looked at in one moment, as the page draws its words anew with every frame. */
function firstWordLiesOverVideo() {
  const [outer, inner] = ['video', '.row span'].map((part) =>
    document.querySelector(`#camera-panel ${part}`).getBoundingClientRect(),
  );
  return inner.left > outer.left && inner.top > outer.top && inner.bottom < outer.bottom;
}

test('the text lies over what the camera shows, can be selected there, and stays after a stop', async () => {
  const page = await openWatching();
  assert.deepEqual(linesOf(await text(page).textContent()), fixture.lines);
  const video = page.locator('#camera-panel video');
  assert.ok(await page.evaluate(firstWordLiesOverVideo));
  const selected = await page.evaluate(async () => {
    const [row] = document.querySelectorAll('#camera-panel .row');
    getSelection().selectAllChildren(row);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return [String(getSelection()), row.isConnected, document.querySelector('video').paused];
  });
  assert.deepEqual(selected, [fixture.lines[0], true, true]);
  await page.evaluate(() => getSelection().removeAllRanges());
  await page.waitForFunction(() => !document.querySelector('video').paused);
  await stop(page).click();
  assert.ok(await video.isHidden());
  assert.equal(await video.evaluate(({ srcObject }) => srcObject), null);
  assert.deepEqual(linesOf(await text(page).textContent()), fixture.lines);
  assert.deepEqual(page.troubles, []);
});

test('the text is copied', async () => {
  const page = await openWatching({ permissions: ['camera', 'clipboard-read', 'clipboard-write'] });
  await page.locator('#camera-panel').getByRole('button', { name: 'Copy' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.deepEqual(linesOf(copied), fixture.lines);
});

test('the keyboard alone starts and stops; the other tab releases the camera', async () => {
  const page = await openCamera({ permissions: ['camera'] }, seeing);
  await page.getByRole('tab', { name: 'Camera' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await stop(page).waitFor();
  await page.keyboard.press('Enter');
  await start(page).click();
  await stop(page).waitFor();
  await page.getByRole('tab', { name: 'Page' }).click();
  assert.equal(
    await page.locator('#camera-panel video').evaluate((video) => video.srcObject),
    null,
  );
  await page.getByRole('tab', { name: 'Camera' }).click();
  await start(page).waitFor();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong in ${colorScheme} mode, before, while and without a camera`, async () => {
    const page = await openCamera(
      { permissions: ['camera'], colorScheme, bypassCSP: true },
      seeing,
    );
    await start(page).waitFor();
    assert.deepEqual(await violations(page), []);
    await start(page).click();
    await text(page)
      .filter({ hasText: fixture.lines.at(-1) })
      .waitFor();
    assert.deepEqual(await violations(page), []);
    await stop(page).click();
    const refuse = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
    await page.evaluate(`navigator.mediaDevices.getUserMedia = ${refuse}`);
    await start(page).click();
    await alertSays(page, 'Allow the camera');
    assert.deepEqual(await violations(page), []);
  });
}

for (const width of [320, 390, 1600]) {
  test(`${width} pixels are wide enough for the camera`, async () => {
    const page = await openWatching({ viewport: { width, height: 640 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  });
}

test('what to do without a camera is said', async () => {
  const page = await openCamera();
  await start(page).click();
  await alertSays(page, 'Connect a camera');
  await start(page).waitFor();
});
