import type { Box, OcrWord, Page, PageLine } from 'longhand/ocr';

import { level } from '../confidence.js';
import { element } from '../dom.js';
import { heightOf, rowOf, turnOf } from './row.js';

const fontFamily = 'sans-serif';
const ruler = element('canvas').getContext('2d');

/** The text of a page, each word where it stands in the picture; all of it together is `page.text`. */
export function textLayer({ text, lines }: Page): Node[] {
  let end = 0;
  return lines.flatMap((line) => {
    const start = text.indexOf(line.text, end);
    const between = text.slice(end, start);
    end = start + line.text.length;
    return [document.createTextNode(between), rowOf(line, ...wordsOf(line))];
  });
}

function wordsOf(line: PageLine): HTMLElement[] {
  const size = 0.75 * heightOf(line);
  let end = 0;
  return line.words.map((word, i) => {
    const next = line.words[i + 1];
    const start = end;
    end = next ? line.text.indexOf(next.text, start + word.text.length) : line.text.length;
    return wordOf(word, line.text.slice(start, end), { ...along(line, word.box), size });
  });
}

interface Place {
  from: number;
  to: number;
}

/** Where a box begins and ends along its line. */
function along(line: PageLine, { left, top, right, bottom }: Box): Place {
  const [corner] = line.polygon;
  const turn = turnOf(line);
  const at = (x: number, y: number) =>
    (x - corner.x) * Math.cos(turn) + (y - corner.y) * Math.sin(turn);
  const ends = [at(left, top), at(right, top), at(left, bottom), at(right, bottom)];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

/** @param text the word and what stands behind it */
function wordOf(word: OcrWord, text: string, { from, to, size }: Place & { size: number }) {
  const span = element('span', { class: level(word.confidence / 100) }, text);
  span.style.font = `${size}px/1 ${fontFamily}`;
  span.style.transform = `translateX(${from}px) scaleX(${(to - from) / widthOf(word.text, size)})`;
  return span;
}

function widthOf(text: string, size: number): number {
  if (!ruler) return 1;
  ruler.font = `${size}px ${fontFamily}`;
  return Math.max(1, ruler.measureText(text).width);
}
