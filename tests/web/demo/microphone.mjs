/** The tab that writes down what is said, live: a recording plays the part of the microphone. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../browser.mjs';
import { joined, readWav, wavOf } from '../recordings.mjs';
import { alertSays, firstSample, hears, openSpeech, soundFile, violations } from './visit.mjs';

const pause = 1; // seconds before and after the recording, which is said again and again

const folder = mkdtempSync(join(tmpdir(), 'longhand-microphone-'));
let talking;

before(async () => {
  const said = join(folder, 'said.wav');
  writeFileSync(said, wavOf(joined([readWav(soundFile(firstSample))], pause)));
  talking = await launch(
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${said}`,
  );
});

after(async () => {
  await talking?.close();
  rmSync(folder, { recursive: true });
});

const button = (page, name) => page.getByRole('button', { name });

async function openListening(options) {
  const page = await openSpeech({ permissions: ['microphone'], ...options }, talking);
  await button(page, 'Listen to the microphone').click();
  await button(page, 'Stop listening').waitFor();
  return page;
}

test('what is said into the microphone is written down while it is said', async () => {
  const page = await openListening();
  await page.locator('#speech-panel .changing').filter({ hasText: /\w/ }).waitFor();
  await page.locator('#speech-panel .words li').first().waitFor();
  await button(page, 'Stop listening').click();
  await button(page, 'Listen to the microphone').waitFor();
  const text = await page.locator('#speech-panel .text').innerText();
  assert.ok(
    firstSample.text.split(' ').some((digit) => text.includes(digit)),
    text,
  );
  assert.match(await page.locator('#speech-panel .facts').innerText(), /Waiting\s+\d/);
  assert.deepEqual(page.troubles, []);
});

test('the phrase list changes while listening', async () => {
  const page = await openListening();
  const phrases = page.getByLabel('Only these phrases');
  await phrases.fill('turn (on|');
  await page.locator('.problem').filter({ hasText: 'phrase 1' }).waitFor();
  await phrases.fill('lights (on|off)');
  await hears(page, /^li/);
  await button(page, 'Stop listening').click();
  await hears(page, 'none of the phrases');
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong in ${colorScheme} mode while listening`, async () => {
    const page = await openListening({ colorScheme, bypassCSP: true });
    assert.deepEqual(await violations(page), []);
  });
}

test('the microphone is released by the other tab', async () => {
  const page = await openListening();
  await page.getByRole('tab', { name: 'Line' }).click();
  await page.getByRole('tab', { name: 'Speech' }).click();
  await button(page, 'Listen to the microphone').waitFor();
});

test('what to do without a microphone is said, and recordings still work', async () => {
  const page = await openSpeech();
  await button(page, 'Listen to the microphone').click();
  await alertSays(page, 'Connect a microphone');
  await button(page, 'Listen to the microphone').waitFor();
  await button(page, firstSample.title).click();
  await hears(page, firstSample.text);
  assert.equal(await page.locator('.alert:visible').count(), 0);
});

test('what to do when the microphone was refused is said', async () => {
  const page = await openSpeech({}, talking);
  await page.evaluate(() => {
    const refuse = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
    navigator.mediaDevices.getUserMedia = refuse;
  });
  await button(page, 'Listen to the microphone').click();
  await alertSays(page, 'Allow the microphone');
});
