import { element } from '../dom.js';
import type { Sample } from '../ocr/samples.js';

interface PageSample extends Sample {
  title: string;
  file: string;
  width: number;
  height: number;
}

export const pageUrl = ({ file }: PageSample) => `/samples/pages/${file}`;

/** The page, small, and what it is. */
export function pageContent(page: PageSample): Node[] {
  const { title, width, height } = page;
  const picture = element('img', { class: 'page', src: pageUrl(page), alt: '', width, height });
  return [picture, element('span', {}, title)];
}
