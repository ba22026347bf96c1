/** Builds and serves the page; opens it in Chromium as its tests need it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'node:test';
import { preview } from 'vite';

import { launch, openPage } from '../browser.mjs';
import { root } from '../support.mjs';

export const firstLine = 'Platform 9 departs at 18:45';
export const samples = JSON.parse(readFileSync(`${root}web/demo/speech_samples.json`, 'utf8'));
export const firstSample = samples[0];
export const pageSamples = JSON.parse(readFileSync(`${root}web/demo/page_samples.json`, 'utf8'));

/** The file of a sample as the page has it. */
export function soundFile({ name }) {
  const folder = `${root}build/demo/sounds`;
  return `${folder}/${readdirSync(folder).find((file) => file.startsWith(`${name}-`))}`;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const contexts = [];
let server, browser;

/** Addresses that the server was asked for since {@link open} was called last. */
export const requests = [];

export async function start() {
  process.chdir(root);
  execFileSync('node', ['web/demo.mjs', '--build-only'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  server = await preview({
    configFile: 'web/demo/vite.config.ts',
    preview: { port: 0 },
    logLevel: 'silent',
  });
  server.httpServer.on('request', ({ url }) => requests.push(url));
  browser = await launch();
}

export async function stop() {
  await browser?.close();
  await server?.close();
}

afterEach(async () => {
  while (contexts.length > 0) await contexts.pop().close();
});

/** A visitor with an empty cache at `path`, such as `/#speech`. */
export async function open(path = '/', options = {}, chromium = browser) {
  const context = await chromium.newContext(options);
  contexts.push(context);
  requests.length = 0;
  return openPage(context, new URL(path, server.resolvedUrls.local[0]).href);
}

/** A visitor who sees the first page read. */
export async function openPages(options) {
  const page = await open('/', options);
  await readsPage(page, pageSamples[0].lines.at(-1));
  return page;
}

/** A visitor who sees the first line read. */
export async function openPrint(options) {
  const page = await open('/#print', options);
  await reads(page, firstLine);
  return page;
}

/** A visitor who sees the first recording written down. */
export async function openSpeech(options, chromium) {
  const page = await open('/#speech', options, chromium);
  await hears(page, firstSample.text);
  return page;
}

const shows = (panel) => (page, text) =>
  page.locator(`#${panel}-panel .text`).filter({ hasText: text }).waitFor({ timeout: 30_000 });
export const readsPage = shows('page');
export const reads = shows('print');
export const hears = shows('speech');

export const alertSays = (page, text) =>
  page.locator('.alert').filter({ hasText: text, visible: true }).waitFor();

/** What axe finds wrong. The page needs `bypassCSP`, for axe itself. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run());
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

/** Drops or pastes a file, or else a text, as a visitor does with the mouse or the keyboard. */
export function hand(page, type, { name, mime, bytes } = {}) {
  const file = { type, name, mime, base64: bytes?.toString('base64') };
  return page.evaluate(({ type, name, mime, base64 }) => {
    const data = new DataTransfer();
    if (name) {
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([content], name, { type: mime }));
    } else data.setData('text/plain', 'a text');
    const event =
      type === 'paste'
        ? new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true })
        : new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }, file);
}

/** A PDF file of pages, each with a heading and a sentence; perhaps with a password. */
export async function pdfOf(headings, password) {
  const page = await browser.newPage();
  const body = '<p>The boats lay on the mud like fish that someone had forgotten.</p>';
  const sections = headings.map((heading) => `<section><h1>${heading}</h1>${body}</section>`);
  const style = '<style>section { break-after: page } h1 { font-size: 40px }</style>';
  await page.setContent(style + sections.join(''));
  const plain = await page.pdf({ format: 'A5' });
  await page.close();
  return password ? locked(plain, password) : plain;
}

function locked(plain, password) {
  const folder = mkdtempSync(join(tmpdir(), 'longhand-pdf-'));
  const [open, closed] = ['open', 'closed'].map((name) => join(folder, name));
  try {
    writeFileSync(open, plain);
    execFileSync('qpdf', ['--encrypt', password, password, '256', '--', open, closed]);
    return readFileSync(closed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
