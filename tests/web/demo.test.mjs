/**
 * The page in Chromium as a visitor meets it. One file, since all of it needs the page, which is built
 * here once.
 */
import { after, before } from 'node:test';

import { start, stop } from './demo/visit.mjs';

before(start);
after(stop);

await import('./demo/pages.mjs');
await import('./demo/print.mjs');
await import('./demo/speech.mjs');
await import('./demo/microphone.mjs');
await import('./demo/camera.mjs');
await import('./demo/page.mjs');
await import('./demo/assets.mjs');
