import samples from '../samples.json';

import { element } from '../dom.js';
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

/** One button a sample; the one in use is pressed. */
export class SampleGallery {
  readonly root: HTMLElement;
  readonly #buttons = new Map<string, HTMLButtonElement>();

  constructor(shown: Sample[], models: Model[], onChoose: (sample: Sample) => void) {
    const items = shown.map((sample) => {
      const language = models.find(({ id }) => id === sample.model);
      const button = sampleButton(sample, language?.name ?? sample.model);
      button.addEventListener('click', () => onChoose(sample));
      this.#buttons.set(sample.name, button);
      return element('li', {}, button);
    });
    this.root = element('ul', { class: 'samples', 'aria-label': 'Samples' }, ...items);
  }

  press(name: string | undefined): void {
    for (const [key, button] of this.#buttons) {
      button.setAttribute('aria-pressed', String(key === name));
    }
  }
}

function sampleButton(sample: Sample, language: string): HTMLButtonElement {
  const { width, height } = sample;
  const picture = element('img', { src: sampleUrl(sample), alt: '', width, height });
  const name = element('span', {}, language);
  return element('button', { type: 'button', 'aria-pressed': 'false' }, picture, name);
}
