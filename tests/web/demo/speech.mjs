/** The tab that writes down what is said, with recordings. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import {
  alertSays,
  firstSample,
  hears,
  openSpeech,
  requests,
  samples,
  soundFile,
} from './visit.mjs';

const panel = (page) => page.locator('#speech-panel');
const phrases = (page) => page.getByLabel('Only these phrases');

test('a visitor sees a recording written down, without an error or a foreign request', async () => {
  const page = await openSpeech();
  const words = await panel(page).locator('.words .word').allInnerTexts();
  assert.equal(words.join(' '), firstSample.text);
  const facts = await panel(page).locator('.facts').innerText();
  assert.match(facts, /Real-time factor\s+0\.\d{3}/);
  assert.match(facts, /relaxed SIMD/);
  const pictures = panel(page).getByRole('img');
  const labels = await pictures.evaluateAll((all) => all.map((one) => one.ariaLabel));
  assert.match(labels.join('\n'), /Waveform of .* seconds\nSpectrogram of .* 40 bands\nProbab/);
  assert.deepEqual(page.troubles, []);
});

test('every sample says what it is said to say', async () => {
  const page = await openSpeech();
  for (const { title, text } of samples) {
    await page.getByRole('button', { name: title }).click();
    await hears(page, text);
  }
  assert.deepEqual(page.troubles, []);
});

test('the phrase list changes at once what is listened for', async () => {
  const page = await openSpeech();
  await phrases(page).fill('lights (on|off)');
  await hears(page, 'none of the phrases');
  await phrases(page).fill('<digit>+');
  await hears(page, firstSample.text);
});

test('what is wrong with a phrase stands beside it, and goes when it is mended', async () => {
  const page = await openSpeech();
  await phrases(page).fill('turn (on|off the light');
  const problem = panel(page).locator('.problem').filter({ hasText: 'phrase 1' });
  await problem.waitFor();
  assert.equal(await phrases(page).getAttribute('aria-invalid'), 'true');
  await hears(page, firstSample.text);
  await phrases(page).fill('<digit>+');
  await problem.waitFor({ state: 'detached' });
  assert.equal(await phrases(page).getAttribute('aria-invalid'), 'false');
});

test('with a wake phrase only what follows it is written down', async () => {
  const page = await openSpeech();
  const { title, text } = samples[1];
  await page.getByRole('button', { name: title }).click();
  await hears(page, text);
  await phrases(page).fill('is now locked');
  await hears(page, 'none of the phrases');
  await page.getByLabel('Only after a wake phrase').fill('the conference');
  await panel(page)
    .locator('.text')
    .filter({ hasText: /^is now locked$/ })
    .waitFor();
  await page.getByLabel('Only after a wake phrase').fill('hey (you)');
  await panel(page).locator('.problem').filter({ hasText: 'wake: expected words' }).waitFor();
});

test('numbers are written in digits where the visitor wants it', async () => {
  const page = await openSpeech();
  await page.getByLabel(/^Write 25/).check();
  await panel(page).locator('.text').filter({ hasText: /^\d+$/ }).waitFor();
});

test('hot words are taken, with and without a boost; what is wrong with one stands beside it', async () => {
  const page = await openSpeech();
  const hotwords = page.getByLabel('Hot words');
  await hotwords.fill('seven\nZaandam = 12');
  await hears(page, firstSample.text);
  await hotwords.fill('seven = 1000');
  await panel(page).locator('.problem').filter({ hasText: 'hot word "seven"' }).waitFor();
});

test('the language model comes when anything may be said, and not before', async () => {
  const page = await openSpeech();
  const arpa = () => requests.filter((url) => url.includes('.arpa'));
  assert.deepEqual(arpa(), []);
  await page.getByRole('button', { name: 'Anything' }).click();
  await panel(page).locator('.facts').filter({ hasText: 'Language model' }).waitFor();
  assert.equal(arpa().length, 1);
});

test('pointing at a word or focusing it says how sure it is and when it was said, and shows where', async () => {
  const page = await openSpeech();
  const word = panel(page).locator('.words li').nth(1);
  const mark = panel(page).locator('.mark');
  assert.match(
    await word.locator('.details').innerText(),
    /^“\w+”: [a-z ]+, \d\.\d\d to \d\.\d\d seconds$/,
  );
  assert.ok(await mark.isHidden());
  await word.hover();
  await mark.waitFor();
  await page.mouse.move(0, 0);
  await mark.waitFor({ state: 'hidden' });
  await word.focus();
  await mark.waitFor();
});

test('other readings are there, less likely than the first', async () => {
  const page = await openSpeech();
  await panel(page).getByText('Other readings of').click();
  const items = await panel(page).locator('.alternatives li').allInnerTexts();
  assert.ok(items.length > 0);
  for (const item of items) assert.match(item, /(\d|less than).* % as likely$/);
});

test('an own recording and an own model; others are refused with advice', async () => {
  const page = await openSpeech();
  const recording = page.getByLabel('Choose a recording');
  await recording.setInputFiles(soundFile(samples[1]));
  await phrases(page).fill(samples[1].phrases.join('\n'));
  await hears(page, samples[1].text);
  await panel(page).getByText('Other models').click();
  const model = page.getByLabel('Load a .safetensors');
  await model.setInputFiles('models/speech/en-int8.safetensors');
  await hears(page, samples[1].text);
  await model.setInputFiles('package.json');
  await alertSays(page, 'Choose a speech model');
  await model.setInputFiles('models/speech/en-int8.safetensors');
  await hears(page, samples[1].text);
  await recording.setInputFiles('package.json');
  await alertSays(page, 'Choose a WAV');
});

test('while a recording is played its text forms as it was heard', async () => {
  const page = await openSpeech();
  const lengths = page.evaluate(
    () =>
      new Promise((resolve) => {
        const text = document.querySelector('#speech-panel .text');
        const seen = [];
        new MutationObserver(() => {
          seen.push(text.textContent.length);
          if (Math.min(...seen) < Math.max(...seen)) resolve(seen);
        }).observe(text, { childList: true });
      }),
  );
  await panel(page).getByRole('button', { name: 'Play' }).click();
  await panel(page).locator('.playhead').waitFor();
  const seen = await lengths;
  assert.ok(Math.max(...seen) < firstSample.text.length, `lengths ${seen}`);
  await panel(page).getByRole('button', { name: 'Stop' }).click();
  await hears(page, firstSample.text);
  await panel(page).locator('.playhead').waitFor({ state: 'hidden' });
});

test('a long recording is shown in parts that can be chosen', async () => {
  const page = await openSpeech({ viewport: { width: 320, height: 640 } });
  const wav = readFileSync(soundFile(firstSample));
  const body = wav.subarray(44);
  const long = Buffer.concat([wav.subarray(0, 44), body, body, body, body]);
  long.writeUInt32LE(long.length - 8, 4);
  long.writeUInt32LE(long.length - 44, 40);
  await page
    .getByLabel('Choose a recording')
    .setInputFiles({ name: 'long.wav', mimeType: 'audio/wav', buffer: long });
  const words = panel(page).locator('.words li');
  const count = firstSample.text.split(' ').length;
  await words.nth(count).waitFor({ state: 'attached' }); // no longer those of the first sample
  const mark = panel(page).locator('.mark');
  await words.first().focus();
  await mark.waitFor();
  await words.nth(4 * count - 1).waitFor({ state: 'attached' });
  assert.ok(await words.first().evaluate((word) => word === document.activeElement));
  assert.ok(await mark.isVisible());
  await words.last().focus();
  const part = page.getByLabel('Part of the sound');
  await part.waitFor();
  await page.waitForFunction((input) => Number(input.value) > 5, await part.elementHandle());
  assert.ok(await mark.isVisible());
});
