import { createOcr } from 'longhand/ocr';
import { createSpeech } from 'longhand/speech';

import { present } from './scenario.js';

if (typeof document !== 'undefined') await present({ createOcr, createSpeech });
