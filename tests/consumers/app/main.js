import { createOcr } from 'longhand/ocr';

import { present } from './scenario.js';

if (typeof document !== 'undefined') await present({ createOcr });
