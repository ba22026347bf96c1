import { speechSamples } from 'virtual:assets';

import type { OfferedSound } from '../build/sounds.js';
import { element } from '../dom.js';
import { Gallery } from '../gallery.js';

export function sampleGallery(onChoose: (sample: OfferedSound) => void): Gallery<OfferedSound> {
  const content = ({ title, seconds }: OfferedSound) => [
    element('span', {}, title),
    element('span', { class: 'hint' }, `${seconds.toFixed(1)} s`),
  ];
  return new Gallery(speechSamples, content, onChoose);
}

/** Stands in the place of the samples where there are none. */
export function noSamples(): HTMLElement {
  return element(
    'p',
    { class: 'hint' },
    'None here: the machine that built this page lacked Debian’s package ',
    element('code', {}, 'asterisk-core-sounds-en-wav'),
    '. Speak, or choose a recording.',
  );
}
