import type { PageLine, PagePoint } from 'longhand/ocr';

import { element } from '../dom.js';

const distance = (a: PagePoint, b: PagePoint) => Math.hypot(b.x - a.x, b.y - a.y);

/** Radians by which a line is turned clockwise. */
export const turnOf = ({ polygon: [from, to] }: PageLine) =>
  Math.atan2(to.y - from.y, to.x - from.x);

export const heightOf = ({ polygon: [top, , , bottom] }: PageLine) => distance(top, bottom);

/** The place of a line, in pixels of the picture, turned as it is. */
export function rowOf(line: PageLine, ...words: (Node | string)[]): HTMLElement {
  const [corner, right] = line.polygon;
  const row = element('span', { class: 'row' }, ...words);
  row.style.width = `${distance(corner, right)}px`;
  row.style.height = `${heightOf(line)}px`;
  row.style.transform = `translate(${corner.x}px, ${corner.y}px) rotate(${turnOf(line)}rad)`;
  return row;
}
