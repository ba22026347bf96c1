import samples from '../samples.json';

import { element } from '../dom.js';
import { Gallery } from '../gallery.js';
import type { Model } from './models.js';

export interface Sample {
  name: string;
  model: string;
  text: string;
  width: number;
  height: number;
}

export const sampleUrl = (sample: Sample) => `/samples/${sample.name}.png`;

/** The samples that there is a model for. */
export function samplesFor(models: Model[]): Sample[] {
  return samples.filter(({ model }) => models.some(({ id }) => id === model));
}

export function sampleGallery(
  shown: Sample[],
  models: Model[],
  onChoose: (sample: Sample) => void,
): Gallery<Sample> {
  const content = (sample: Sample) => {
    const { width, height, model } = sample;
    const language = models.find(({ id }) => id === model)?.name ?? model;
    const picture = element('img', { src: sampleUrl(sample), alt: '', width, height });
    return [picture, element('span', {}, language)];
  };
  return new Gallery(shown, content, onChoose);
}
