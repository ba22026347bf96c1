/** What the tabs have in common. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import {
  alertSays,
  firstLine,
  firstSample,
  hand,
  hears,
  open,
  openPages,
  openPrint,
  openSpeech,
  pageSamples,
  reads,
  readsPage,
  requests,
  soundFile,
  violations,
} from './visit.mjs';

const tab = (page, name) => page.getByRole('tab', { name });
const path = (page) => new URL(page.url()).hash;

test('tabs are moved through with the arrow keys, named in the address, and gone back from', async () => {
  const page = await openPrint();
  await tab(page, 'Line').focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('#camera-panel').waitFor();
  await page.keyboard.press('ArrowRight');
  await hears(page, firstSample.text);
  assert.equal(await tab(page, 'Speech').getAttribute('aria-selected'), 'true');
  assert.equal(path(page), '#speech');
  assert.match(await page.title(), /speech to text/);
  await page.keyboard.press('Home');
  assert.equal(path(page), '#page');
  assert.ok(await page.locator('#speech-panel').isHidden());
  await page.goBack();
  await page.locator('#speech-panel').waitFor();
  await page.goBack();
  await page.locator('#camera-panel').waitFor();
  await page.goBack();
  await page.locator('#print-panel').waitFor();
  assert.deepEqual(page.troubles, []);
});

test('the first key reaches a way past the heading to the result', async () => {
  const page = await openSpeech();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const focused = await page.evaluate(() => document.activeElement.ariaLabel);
  assert.equal(focused, 'What was said');
});

test('a dropped recording opens the tab that hears it, a picture the one that reads it', async () => {
  const page = await openPrint();
  const bytes = readFileSync(soundFile(firstSample));
  await hand(page, 'drop', { name: 'said.wav', mime: 'audio/wav', bytes });
  await page.locator('#speech-panel').waitFor();
  await hears(page, firstSample.text);
  const picture = readFileSync('tests/fixtures/pages/panels.png');
  await hand(page, 'drop', { name: 'panels.png', mime: 'image/png', bytes: picture });
  await page.locator('#page-panel').waitFor();
  await readsPage(page, 'Order more');
});

test('reading pages downloads nothing of lines or speech, and the reverse', async () => {
  const pages = await openPages();
  await pages.locator('#connection').filter({ hasText: 'works without' }).waitFor();
  await pages.context().close();
  const forPages = [...requests];
  const speech = await openSpeech();
  await speech.locator('#connection').filter({ hasText: 'works without' }).waitFor();
  const ofSpeech = /speech|worklet|models\/en-|arpa|sounds/;
  const ofLines = /print_tab|camera_tab|samples\/\w+\.png/;
  const ofPages = /ocr|picture_tab|page_tab|traineddata|latin|samples/;
  assert.ok(forPages.some((url) => ofPages.test(url)));
  assert.deepEqual(
    forPages.filter((url) => ofSpeech.test(url) || ofLines.test(url)),
    [],
  );
  assert.ok(requests.some((url) => ofSpeech.test(url)));
  assert.deepEqual(
    requests.filter((url) => ofPages.test(url) || ofLines.test(url)),
    [],
  );
});

test('once used, all tabs work without a connection', async () => {
  const page = await openPages();
  const note = page.locator('#connection');
  await note.filter({ hasText: 'page tab now works without' }).waitFor();
  await tab(page, 'Line').click();
  await reads(page, firstLine);
  await note.filter({ hasText: 'line tab now works without' }).waitFor();
  await tab(page, 'Speech').click();
  await hears(page, firstSample.text);
  await note.filter({ hasText: 'speech tab now works without' }).waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await hears(page, firstSample.text);
  await tab(page, 'Page').click();
  await readsPage(page, firstPage);
  await tab(page, 'Line').click();
  await reads(page, firstLine);
  await note.filter({ hasText: 'Offline' }).waitFor();
});

const firstPage = pageSamples[0].lines.at(-1);

for (const [name, start, shown] of [
  ['page', '/', (page) => readsPage(page, firstPage)],
  ['print', '/#print', (page) => reads(page, firstLine)],
  ['speech', '/#speech', (page) => hears(page, firstSample.text)],
]) {
  test(`${name}: the first result on a cold cache, and what it costs`, async (t) => {
    const began = performance.now();
    const page = await open(start);
    await shown(page);
    const seconds = (performance.now() - began) / 1000;
    const bytes = await page.evaluate(() =>
      ['navigation', 'resource']
        .flatMap((type) => performance.getEntriesByType(type))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    );
    t.diagnostic(
      `${seconds.toFixed(2)} s, ${(bytes / 1e6).toFixed(2)} MB, ${requests.length} files`,
    );
    assert.ok(bytes > 0 && bytes < 7e6);
    assert.deepEqual(page.troubles, []);
  });

  for (const width of [320, 360, 768, 1600]) {
    test(`${name}: ${width} pixels are wide enough`, async () => {
      const page = await open(start, { viewport: { width, height: 640 } });
      await shown(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    });
  }
}

test('nothing moves for those who do not want it', async () => {
  const moving = async (reducedMotion) => {
    const page = await openPrint({ reducedMotion });
    await page.evaluate(() => {
      window.moved = document.getAnimations().length;
      for (const event of ['transitionrun', 'animationstart'])
        document.addEventListener(event, () => window.moved++);
    });
    await page.getByRole('button', { name: 'Korean' }).hover();
    return page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      return window.moved;
    });
  };
  assert.ok((await moving('no-preference')) > 0);
  assert.equal(await moving('reduce'), 0);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong in ${colorScheme} mode, in any state of the page`, async () => {
    const options = { colorScheme, bypassCSP: true };
    const pages = await openPages(options);
    assert.deepEqual(await violations(pages), []);
    const print = await openPrint(options);
    assert.deepEqual(await violations(print), []);
    await hand(print, 'drop');
    await alertSays(print, 'No file was dropped');
    assert.deepEqual(await violations(print), []);
    const speech = await openSpeech(options);
    assert.deepEqual(await violations(speech), []);
    await speech.locator('summary').first().click();
    await speech.getByLabel('Only these phrases').fill('turn (on|');
    await speech.locator('.problem').filter({ hasText: 'phrase' }).waitFor();
    assert.deepEqual(await violations(speech), []);
    await speech.getByLabel('Only these phrases').fill('');
    await speech.getByRole('button', { name: 'Listen to the microphone' }).click();
    await alertSays(speech, 'Connect a microphone');
    assert.deepEqual(await violations(speech), []);
  });
}
