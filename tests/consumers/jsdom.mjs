/** Node with jsdom's page around it, as test runners have it: loaded before a program by `--import`. */
import { createRequire } from 'node:module';

const { JSDOM } = createRequire(new URL('../../build/runtimes/', import.meta.url))('jsdom');
const { window } = new JSDOM('', { url: 'http://localhost/' });

/** What Node has, too, but test runners take from the page. */
const taken = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'Event',
  'EventTarget',
  'File',
  'Headers',
  'URL',
];

for (const name of Object.getOwnPropertyNames(window)) {
  if (name in globalThis && !taken.includes(name)) continue;
  Object.defineProperty(globalThis, name, {
    value: window[name],
    configurable: true,
    writable: true,
  });
}
