import { createSpeech } from '/node_modules/longhand/dist/speech.js';

import { present } from './scenario.js';

await present({ createSpeech });
