/**
 * Debian's browsers: Chromium and Firefox by Puppeteer (the DevTools protocol, WebDriver BiDi), WebKitGTK by
 * its own WebDriver. `visit(url)` opens a page that nothing is cached for and resolves to its outcome.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

import puppeteer from 'puppeteer-core';
import { Builder } from 'selenium-webdriver';

export const browsers = {
  Chromium: () =>
    launch({
      executablePath: process.env.LONGHAND_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    }),
  Firefox: () =>
    launch({
      browser: 'firefox',
      executablePath: process.env.LONGHAND_FIREFOX ?? '/usr/bin/firefox-esr',
    }),
  WebKitGTK: startWebKit,
};

const minute = 60_000;

async function launch(options) {
  const browser = await puppeteer.launch({ ...options, headless: true, timeout: minute });
  const version = (await browser.version()).split('/')[1];
  return { version, visit: (url) => visit(browser, url), close: () => browser.close() };
}

async function visit(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  try {
    await page.goto(url);
    const found = await page.waitForFunction(() => document.body?.dataset.outcome, {
      timeout: minute,
      polling: 100,
    });
    return withTroubles(await found.jsonValue(), troubles);
  } catch (error) {
    throw new Error(`${url}: ${error.message}; ${troubles.join('; ') || 'no error in the page'}`);
  } finally {
    await context.close();
  }
}

function withTroubles(json, troubles) {
  const outcome = JSON.parse(json);
  return { ...outcome, troubles: [...outcome.troubles, ...troubles] };
}

/** WebKitGTK has no headless mode: it gets a screen in memory. One session a visit, so that none finds a cache. */
async function startWebKit() {
  const screen = await startScreen();
  const port = await freePort();
  const driver = start('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: screen.display },
  });
  const server = `http://127.0.0.1:${port}`;
  await answers(`${server}/status`);
  const close = async () => {
    for (const child of [driver, screen.child]) {
      child.kill();
      await once(child, 'exit');
    }
  };
  const version = await inSession(server, async (session) =>
    (await session.getCapabilities()).get('browserVersion'),
  );
  return { version, visit: (url) => inSession(server, (session) => outcome(session, url)), close };
}

async function inSession(server, work) {
  const session = await new Builder().usingServer(server).forBrowser('MiniBrowser').build();
  try {
    return await work(session);
  } finally {
    await session.quit();
  }
}

async function outcome(session, url) {
  await session.get(url);
  const read = () => session.executeScript('return document.body?.dataset.outcome');
  return JSON.parse(await session.wait(read, minute, `${url}: no outcome after a minute`));
}

/** A program that ends with this process at the latest. */
function start(...command) {
  const child = spawn(...command);
  process.once('exit', () => child.kill());
  return child;
}

async function startScreen() {
  const child = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [number] = await once(child.stdout, 'data');
  return { child, display: `:${String(number).trim()}` };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function answers(url, tries = 100) {
  for (let left = tries; left > 0; left--) {
    if (await fetch(url).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}
