/** Debian's Chromium through Playwright, with what every test of a page watches for. */
import { chromium } from 'playwright-core';

export function launch(...args) {
  return chromium.launch({
    executablePath: process.env.LONGHAND_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...args],
  });
}

/**
 * A page that keeps its console errors, its Content-Security-Policy violations and its requests to
 * another origin in `page.troubles`.
 */
export async function openPage(context, url) {
  const page = await context.newPage();
  const { origin } = new URL(url);
  page.troubles = [];
  page.on('console', (message) => {
    if (message.type() === 'error') page.troubles.push(message.text());
  });
  page.on('pageerror', (error) => page.troubles.push(String(error)));
  page.on('request', (request) => {
    const target = new URL(request.url());
    if (target.protocol.startsWith('http') && target.origin !== origin) {
      page.troubles.push(`request to ${target.origin}`);
    }
  });
  await page.goto(url);
  return page;
}
