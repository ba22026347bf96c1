import { createOcr } from '/node_modules/longhand/dist/ocr.js';

import { present } from './scenario.js';

await present({ createOcr });
