/** The tab that reads print. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { tessdata } from '../support.mjs';
import { alertSays, firstLine, hand, openPrint, reads } from './visit.mjs';

const german = 'web/demo/public/samples/german.png';
const novelLine = 'Nobody saw the tide come in that night.';
const novel = () => ({
  name: 'novel.png',
  mime: 'image/png',
  bytes: readFileSync('web/demo/public/samples/novel.png'),
});
const panel = (page) => page.locator('#print-panel');
const selects = (page) => {
  const labelled = (text) => panel(page).locator('label', { hasText: text }).locator('select');
  return {
    first: labelled(/^Model/),
    rival: labelled('Compare with'),
    second: labelled('Second model'),
  };
};

test('a visitor sees a line read, without an error or a foreign request', async () => {
  const page = await openPrint();
  assert.equal(await panel(page).locator('.words li').count(), 5);
  assert.match(await panel(page).locator('.facts').innerText(), /relaxed SIMD/);
  assert.match(
    await panel(page).locator('.map canvas').getAttribute('aria-label'),
    /Probabilities of/,
  );
  assert.deepEqual(page.troubles, []);
});

test('lines of other scripts are read', async () => {
  const page = await openPrint();
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

test('two models read together; another sample is read by its own alone', async () => {
  const page = await openPrint();
  await page.getByRole('button', { name: 'German' }).click();
  await reads(page, 'Schöne Grüße aus Köln');
  await panel(page).getByText('Options').click();
  const { first, second } = selects(page);
  await first.selectOption('rus');
  await second.selectOption('deu');
  await panel(page).locator('.facts', { hasText: 'Russian and German' }).waitFor();
  await reads(page, 'Schöne Grüße aus Köln');
  await page.getByRole('button', { name: 'Japanese' }).click();
  await reads(page, '東京は日本の首都です。');
  assert.equal(await second.inputValue(), '');
  assert.deepEqual(page.troubles, []);
});

test('our own model reads by itself, and another one beside it if asked to', async () => {
  const page = await openPrint();
  const { first, rival } = selects(page);
  const table = panel(page).getByRole('table');
  assert.equal(await first.inputValue(), 'latin');
  assert.equal(await rival.inputValue(), 'eng');
  assert.deepEqual(await table.locator('tr').allInnerTexts(), [
    `Longhand print\t${firstLine}`,
    `Tesseract, English\t${firstLine}`,
  ]);
  assert.match(await table.innerText(), /Both models read the same/);
  await rival.selectOption('rus');
  await panel(page).getByText('read different things').waitFor();
  assert.ok((await table.locator('mark').count()) > 0);
  await rival.selectOption('');
  await table.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Japanese' }).click();
  await reads(page, '東京は日本の首都です。');
  assert.equal(await first.inputValue(), 'jpn');
  assert.equal(await rival.inputValue(), '');
  assert.equal(await table.count(), 0);
  assert.deepEqual(page.troubles, []);
});

test('an own picture and an own model', async () => {
  const page = await openPrint();
  const [picture] = await panel(page).locator('input[accept="image/*"]').all();
  const model = panel(page).locator('input[accept=".traineddata,.safetensors,.gz"]');
  await picture.setInputFiles(german);
  await reads(page, 'aus');
  await model.setInputFiles(`${tessdata}/deu.traineddata`);
  await reads(page, 'Schöne Grüße aus Köln');
  await picture.setInputFiles('package.json');
  await alertSays(page, 'Choose a PNG');
  await model.setInputFiles('package.json');
  await alertSays(page, 'Choose a .traineddata');
});

test('a photograph is asked of the camera at the back, and read', async () => {
  const page = await openPrint();
  const camera = page.getByLabel('Take a photo');
  assert.equal(await camera.getAttribute('capture'), 'environment');
  assert.equal(await camera.getAttribute('accept'), 'image/*');
  await camera.setInputFiles(german);
  await reads(page, 'aus');
});

test('a picture can be dropped anywhere; the page says what else was dropped', async () => {
  const page = await openPrint();
  await hand(page, 'dragover', novel());
  assert.equal(await page.locator('body.dropping').count(), 1);
  await hand(page, 'drop', novel());
  await reads(page, novelLine);
  assert.equal(await page.locator('body.dropping').count(), 0);
  await hand(page, 'drop');
  await alertSays(page, 'No file was dropped');
});

test('a picture can be pasted; a text is left alone', async () => {
  const page = await openPrint({ permissions: ['clipboard-read', 'clipboard-write'] });
  await hand(page, 'paste');
  await page.evaluate(async () => {
    const file = await (await fetch('/samples/novel.png')).blob();
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': file })]);
  });
  await page.keyboard.press('Control+V');
  await reads(page, novelLine);
  assert.deepEqual(page.troubles, []);
});

test('characters that are not allowed are not found', async () => {
  const page = await openPrint();
  await page.getByText('Options').click();
  await page.getByLabel('Never these characters').fill('P');
  await page.keyboard.press('Enter');
  await panel(page)
    .locator('.text')
    .filter({ hasText: /latform/, hasNotText: /P/ })
    .waitFor();
  assert.doesNotMatch(await panel(page).locator('.text').innerText(), /P/);
});

test('the keyboard alone reaches and starts a sample', async () => {
  const page = await openPrint();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement.textContent);
    if (focused === 'Russian') break;
  }
  await page.keyboard.press('Enter');
  await reads(page, 'Завтра будет тёплый день.');
});

test('pointing at a word or focusing it says how sure it is', async () => {
  const page = await openPrint();
  const word = panel(page).locator('.words li').first();
  const details = word.locator('.details');
  const opacity = () => details.evaluate((shown) => getComputedStyle(shown).opacity);
  assert.match(await details.innerText(), /“Platform”: (fairly |un)?sure/);
  assert.equal(await opacity(), '0');
  await word.hover();
  assert.equal(await opacity(), '1');
  await page.mouse.move(0, 0);
  assert.equal(await opacity(), '0');
  await word.focus();
  assert.equal(await opacity(), '1');
});
