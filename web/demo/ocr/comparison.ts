import type { OcrResult } from 'longhand/ocr';

import { element } from '../dom.js';
import type { Model } from './models.js';

/** A model and what it read. */
export interface Reader {
  model: Model;
  result: OcrResult;
}

/** The caption and rows of a table of two readings: whose, and the text with what differs marked. */
export function compared(first: Reader, second: Reader): HTMLElement[] {
  const texts = [first.result.text, second.result.text] as const;
  const same = texts[0] === texts[1];
  const caption = same ? 'Both models read the same' : 'The two models read different things';
  const difference = differenceOf(...texts);
  return [
    element('caption', {}, caption),
    element('tbody', {}, row(first, difference), row(second, difference)),
  ];
}

/** Characters at the start and at the end that two texts have in common. */
interface Common {
  start: number;
  end: number;
}

function differenceOf(a: string, b: string): Common {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) ++start;
  let end = 0;
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) ++end;
  return { start, end };
}

function row({ model, result }: Reader, { start, end }: Common): HTMLElement {
  const { text } = result;
  const stop = text.length - end;
  const differs = start < stop ? [element('mark', {}, text.slice(start, stop))] : [];
  const reading = element('td', { dir: 'auto', lang: model.language });
  reading.append(text.slice(0, start), ...differs, text.slice(stop));
  const maker = model.from === 'Tesseract' ? 'Tesseract, ' : '';
  return element('tr', {}, element('th', { scope: 'row' }, maker + model.name), reading);
}
