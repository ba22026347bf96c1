import { createOcr } from '/node_modules/longhand/dist/ocr.js';

import { present } from './scenario.js';

const relaxed = await fetch('/node_modules/longhand/dist/wasm/ocr.relaxed.wasm');

await present({ createOcr }, { relaxed: WebAssembly.validate(await relaxed.arrayBuffer()) });
