import { element } from '../dom.js';
import type { Model } from './models.js';

export interface Sample {
  name: string;
  model: string;
}

interface Line extends Sample {
  width: number;
  height: number;
}

export const lineUrl = ({ name }: Line) => `/samples/${name}.png`;

/** The line, and its language. */
export function lineContent(line: Line, models: Model[]): Node[] {
  const { width, height, model } = line;
  const language = models.find(({ id }) => id === model)?.name ?? model;
  const picture = element('img', { src: lineUrl(line), alt: '', width, height });
  return [picture, element('span', {}, language)];
}
