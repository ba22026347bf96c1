/**
 * Debian's browsers: Chromium and Firefox by Puppeteer (the DevTools protocol, WebDriver BiDi), WebKitGTK by
 * its own WebDriver. `visit(url)` opens a page that nothing is cached for and resolves to its outcome.
 */
import { setTimeout } from 'node:timers/promises';

import puppeteer from 'puppeteer-core';
import { Builder, Capabilities } from 'selenium-webdriver';

import { freePort, start, startScreen, startSound, stop, until } from './devices.mjs';

export const browsers = {
  Chromium: () =>
    launch({
      executablePath: process.env.LONGHAND_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
    }),
  Firefox: () =>
    launch({
      browser: 'firefox',
      executablePath: process.env.LONGHAND_FIREFOX ?? '/usr/bin/firefox-esr',
      extraPrefsFirefox: { 'media.autoplay.default': 0 },
    }),
  WebKitGTK: startWebKit,
};

const minute = 60_000;

async function launch(options) {
  const sound = await startSound();
  const env = { ...process.env, PULSE_SERVER: sound.server };
  const browser = await puppeteer.launch({ ...options, env, headless: true, timeout: minute });
  const version = (await browser.version()).split('/')[1];
  const close = async () => {
    await browser.close();
    await stop(sound.child);
  };
  return { version, visit: (url) => visit(browser, url), close };
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
      timeout: 2 * minute,
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

/** WebKitGTK, which now and then stops answering on a busy machine: it is then started afresh, once a visit. */
async function startWebKit() {
  let running = await runWebKit();
  const again = async (url, error) => {
    console.log(`WebKitGTK is started afresh: ${error.message}`);
    await running.close();
    running = await runWebKit();
    return running.visit(url);
  };
  return {
    version: running.version,
    visit: (url) => running.visit(url).catch((error) => again(url, error)),
    close: () => running.close(),
  };
}

/** WebKitGTK has no headless mode. One session a visit, so that none finds a cache. */
async function runWebKit() {
  const [screen, sound, port] = await Promise.all([startScreen(), startSound(), freePort()]);
  const env = { ...process.env, DISPLAY: screen.display, PULSE_SERVER: sound.server };
  const driver = start('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env });
  const server = `http://127.0.0.1:${port}`;
  await until(() => fetch(`${server}/status`).catch(() => false), 'WebKitWebDriver');
  const close = async () => {
    for (const child of [driver, screen.child, sound.child]) await stop(child);
  };
  const version = await inSession(server, async (session) =>
    (await session.getCapabilities()).get('browserVersion'),
  );
  return { version, visit: (url) => inSession(server, (session) => outcome(session, url)), close };
}

const miniBrowser = new Capabilities({
  browserName: 'MiniBrowser',
  timeouts: { pageLoad: minute, script: minute },
  'webkitgtk:browserOptions': { args: ['--automation', '--autoplay-policy=allow'] },
});

async function inSession(server, work) {
  const session = await within(minute / 2, newSession(server), 'no session');
  try {
    return await work(session);
  } finally {
    await within(minute, session.quit(), 'the session does not end');
  }
}

const newSession = (server) =>
  new Builder().usingServer(server).withCapabilities(miniBrowser).build();

async function outcome(session, url) {
  await session.get(url);
  const read = (name) => session.executeScript(`return document.body?.dataset.${name}`);
  try {
    return JSON.parse(await session.wait(() => read('outcome'), 2 * minute));
  } catch {
    throw new Error(`${url}: no outcome after two minutes, but: ${await read('doing')}`);
  }
}

function within(milliseconds, promise, message) {
  const late = setTimeout(milliseconds, undefined, { ref: false }).then(() => {
    throw new Error(`${message} after ${milliseconds / 1000} seconds`);
  });
  return Promise.race([promise, late]);
}
