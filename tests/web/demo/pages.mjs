/** The tab that reads pages. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { distance } from '../../bench/pages/score.mjs';
import { alertSays, hand, openPages, pageSamples, pdfOf, readsPage, violations } from './visit.mjs';

const panel = (page) => page.locator('#page-panel');
const rowsOf = (text) => text.split(/\n+/).map((row) => row.replaceAll('\t', ' '));
const textOf = (page) => panel(page).locator('.text').textContent();
const fixture = (name) => ({
  name: `${name}.png`,
  mime: 'image/png',
  bytes: readFileSync(`tests/fixtures/pages/${name}.png`),
});

/** At most one character of a hundred is wrong. */
function assertNearly(rows, lines) {
  const [read, truth] = [rows.join('\n'), lines.join('\n')];
  assert.ok(distance(read, truth) <= truth.length / 100, read);
}

/** Selects from one element to another, as by the mouse. */
const select = (page, from, to) =>
  page.evaluate(
    ([from, to]) => {
      const [first, last] = [from, to].map((selector) => document.querySelector(selector));
      getSelection().setBaseAndExtent(first, 0, last, last.childNodes.length);
    },
    [from, to],
  );

test('a visitor sees a receipt read, without an error or a foreign request', async () => {
  const page = await openPages();
  assert.equal(new URL(page.url()).hash, '');
  assertNearly(rowsOf(await textOf(page)), pageSamples[0].lines);
  assert.match(await panel(page).locator('.facts').innerText(), /Lines\s+14[^]*relaxed SIMD/);
  assert.ok(
    await panel(page)
      .getByRole('img', { name: /The page, \d+ lines found/ })
      .isVisible(),
  );
  assert.deepEqual(page.troubles, []);
});

test('the other samples are read', async () => {
  const page = await openPages();
  for (const { title, lines } of pageSamples.slice(1)) {
    await page.getByRole('button', { name: title }).click();
    await readsPage(page, lines.at(-1));
    assertNearly(rowsOf(await textOf(page)), lines);
  }
  assert.match(await panel(page).locator('.facts').innerText(), /Model\s+Longhand print/);
  await page.getByRole('button', { name: 'Letter, turned' }).click();
  await readsPage(page, 'Dear Mr Okafor');
  assert.match(await panel(page).locator('.facts').innerText(), /Turned by\s+270°/);
  assert.deepEqual(page.troubles, []);
});

test('a picture dropped or pasted is read; what cannot be read is told', async () => {
  const page = await openPages();
  await hand(page, 'drop', fixture('panels'));
  await readsPage(page, 'Order more');
  assert.equal(await panel(page).locator('.samples [aria-pressed=true]').count(), 0);
  await hand(page, 'paste', fixture('leaf_left'));
  await readsPage(page, 'the church began to ring');
  const picture = page.getByLabel('Choose a picture or PDF');
  await picture.setInputFiles('package.json');
  await alertSays(page, 'picture of a page');
  await picture.setInputFiles('tests/fixtures/pages/receipt.png');
  await readsPage(page, 'CORNER SHOP');
  assert.equal(await page.locator('.alert:visible').count(), 0);
});

test('a line tab that is open keeps the pictures dropped on it', async () => {
  const page = await openPages();
  await page.getByRole('tab', { name: 'Line' }).click();
  await hand(page, 'drop', fixture('panels'));
  assert.equal(new URL(page.url()).hash, '#print');
});

test('the text is downloaded, and copied by the button', async () => {
  const page = await openPages({ permissions: ['clipboard-read', 'clipboard-write'] });
  const text = await textOf(page);
  const download = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Download' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'receipt.txt');
  assert.equal(readFileSync(await file.path(), 'utf8'), `${text}\n`);
  await panel(page).getByRole('button', { name: 'Copy' }).click();
  await panel(page).getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
});

test('what is selected over the picture is copied in reading order', async () => {
  const page = await openPages({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Two columns' }).click();
  await readsPage(page, 'stop counting');
  await select(page, '.layer', '.layer');
  await page.keyboard.press('Control+C');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  assert.equal(await copied(), await textOf(page));
  await select(page, '.row:nth-child(3)', '.row:nth-child(4)');
  await page.keyboard.press('Control+C');
  assert.equal(await copied(), pageSamples[1].lines.slice(2, 4).join('\n'));
});

for (const [name, samples] of [
  ['upright', 'Two columns'],
  ['turned', 'Letter, turned'],
]) {
  test(`words lie over their places in the picture: ${name}`, async () => {
    const page = await openPages({ viewport: { width: 1280, height: 1600 } });
    await page.getByRole('button', { name: samples }).click();
    const { lines } = pageSamples.find(({ title }) => title === samples);
    await readsPage(page, lines.at(-1));
    const places = await page.evaluate(() => {
      const sheet = document.querySelector('.sheet').getBoundingClientRect();
      return [...document.querySelectorAll('.row span')].map((word) => {
        const { left, top, right, bottom } = word.getBoundingClientRect();
        const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const isInside = left >= sheet.left && right <= sheet.right && bottom <= sheet.bottom;
        return {
          text: word.textContent,
          isInside,
          isReached: at?.closest('.row') === word.parentElement,
        };
      });
    });
    const unreached = places.filter(({ isInside, isReached }) => !isInside || !isReached);
    assert.ok(places.length > 80);
    assert.deepEqual(unreached, []);
  });
}

test('unsure words are underlined', async () => {
  const page = await openPages();
  const underline = (word) => getComputedStyle(word).borderBottomStyle;
  assert.equal(await panel(page).locator('.row .fair').first().evaluate(underline), 'solid');
  assert.equal(await panel(page).locator('.row .sure').first().evaluate(underline), 'none');
});

test('a large photo is shown small, and progress is told while it is read', async () => {
  const page = await openPages({ viewport: { width: 360, height: 740 } });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 });
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, 4000, 3000);
    context.fillStyle = 'black';
    context.font = '40px serif';
    for (let y = 100; y < 2900; y += 70)
      context.fillText(
        'The boats lay on the mud like fish that someone had forgotten. '.repeat(3),
        60,
        y,
      );
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await panel(page).getByRole('progressbar').waitFor();
  await panel(page).locator('.layer:not(.read) .row').first().waitFor();
  await readsPage(page, 'someone had forgotten');
  assert.ok(await panel(page).getByRole('progressbar').isHidden());
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  assert.deepEqual(page.troubles, []);
});

const chapters = ['The first night', 'The second night', 'The third night'];
const book = async () => ({
  name: 'book.pdf',
  mime: 'application/pdf',
  bytes: await pdfOf(chapters),
});
const pager = (page) => panel(page).getByRole('navigation', { name: 'Pages' });

async function downloaded(page, format) {
  if (format) await page.getByLabel('Format').selectOption(format);
  const download = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Download' }).click();
  return download;
}

test('a dropped PDF file becomes pages, of which each is seen, copied and downloaded with the others', async () => {
  const options = { permissions: ['clipboard-read', 'clipboard-write'], bypassCSP: true };
  const page = await openPages(options);
  await page.getByRole('tab', { name: 'Line' }).click();
  await hand(page, 'drop', await book());
  await readsPage(page, chapters[2]);
  assert.equal(new URL(page.url()).hash, '#page');
  assert.equal(await pager(page).getByRole('button').count(), 3);
  assert.deepEqual(await violations(page), []);

  await pager(page).getByRole('button', { name: 'Page 2' }).focus();
  await page.keyboard.press('Enter');
  await readsPage(page, chapters[1]);
  const current = pager(page).locator('[aria-current]');
  assert.equal(await current.getAttribute('aria-label'), 'Page 2');

  await panel(page).getByRole('button', { name: 'Copy' }).click();
  await panel(page).getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await textOf(page));

  await page.getByLabel('Pages to copy and download').selectOption('All pages');
  const pdf = await downloaded(page, 'PDF, searchable');
  assert.equal(pdf.suggestedFilename(), 'book.pdf');
  const found = execFileSync('pdftotext', [await pdf.path(), '-'], { encoding: 'utf8' });
  for (const chapter of chapters) assert.ok(found.includes(chapter), found);
  const markdown = readFileSync(await (await downloaded(page, 'Markdown')).path(), 'utf8');
  assert.deepEqual(
    markdown.match(/^# .*$/gm),
    chapters.map((chapter) => `# ${chapter}`),
  );
  assert.deepEqual(page.troubles, []);
});

test('each format is downloaded', async () => {
  const page = await openPages();
  for (const [format, name, content] of [
    ['hOCR', 'receipt.hocr', /class="ocrx_word".*TOTAL/],
    ['ALTO', 'receipt.xml', /<alto .*SCHEMAVERSION="4.4"/],
    ['TSV', 'receipt.tsv', /^level\tpage_num/],
    ['PDF, searchable', 'receipt.pdf', /^%PDF-1.5/],
  ]) {
    const file = await downloaded(page, format);
    assert.equal(file.suggestedFilename(), name);
    assert.match(readFileSync(await file.path(), 'latin1'), content);
  }
  assert.deepEqual(page.troubles, []);
});

test('the reading of a PDF file is stopped, what was read stays, and another file is read', async () => {
  const page = await openPages();
  const many = Array.from({ length: 40 }, (_, i) => `Night ${i + 1}`);
  const bytes = await pdfOf(many);
  await hand(page, 'drop', { name: 'long.pdf', mime: 'application/pdf', bytes });
  await readsPage(page, 'Night 2');
  await panel(page).getByRole('button', { name: 'Stop' }).click();
  await panel(page).getByRole('progressbar').waitFor({ state: 'hidden' });
  assert.ok((await pager(page).getByRole('button').count()) < 40);
  await pager(page).getByRole('button', { name: 'Page 1', exact: true }).click();
  await readsPage(page, /^Night 1/);
  await hand(page, 'drop', fixture('panels'));
  await readsPage(page, 'Order more');
  assert.ok(await pager(page).isHidden());
});

test('PDF files that cannot be read are told, with what to do', async () => {
  const page = await openPages();
  const mime = 'application/pdf';
  await hand(page, 'drop', { name: 'a.pdf', mime, bytes: Buffer.from('%PDF-1.4 and no more') });
  await alertSays(page, 'expected a PDF file');
  const bytes = await pdfOf(chapters, 'secret');
  await hand(page, 'drop', { name: 'b.pdf', mime, bytes });
  await alertSays(page, 'without its password');
});
