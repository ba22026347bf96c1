/** What the machine that builds the page puts into it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import { ocrModels } from '../../../web/demo/build/ocr_models.ts';
