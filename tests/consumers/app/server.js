/** The server's side of a page that is rendered there: every entry is loaded, nothing is run. */
import * as longhand from 'longhand';
import * as ocr from 'longhand/ocr';
import * as speech from 'longhand/speech';

import './main.js';

/** Names of what the package exports, as HTML. */
export const render = () =>
  `<p>${[longhand, ocr, speech].flatMap((entry) => Object.keys(entry)).join(' ')}</p>`;
