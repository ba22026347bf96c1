/** Without a bundler: the files that were installed, by their addresses. */
import { createOcr } from '/node_modules/longhand/dist/ocr.js';
import { createSpeech } from '/node_modules/longhand/dist/speech.js';

import { present } from './scenario.js';

const relaxed = await fetch('/node_modules/longhand/dist/wasm/ocr.relaxed.wasm');

await present(
  { createOcr, createSpeech },
  { relaxed: WebAssembly.validate(await relaxed.arrayBuffer()) },
);
