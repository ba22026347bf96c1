import type { Utterance } from 'longhand/speech';

import { element } from '../dom.js';

/** The other readings of an utterance, if there are any, folded. */
export function alternativesOf({ alternatives, phrase }: Utterance): HTMLElement | undefined {
  const [best, ...others] = alternatives;
  if (!best || (others.length === 0 && !phrase)) return undefined;
  const items = others.map(({ text, logProbability }) => {
    const odds = Math.exp(logProbability - best.logProbability);
    return element(
      'li',
      {},
      element('span', { lang: 'en' }, text === '' ? '(nothing)' : text),
      element('span', { class: 'odds' }, ` ${share(odds)} as likely`),
    );
  });
  return element(
    'details',
    {},
    element('summary', {}, `Other readings of “${best.text}”`),
    ...(phrase
      ? [element('p', { class: 'hint' }, 'By the phrase ', element('code', {}, phrase))]
      : []),
    element('ol', {}, ...items),
  );
}

function share(odds: number): string {
  if (odds >= 0.1) return `${Math.round(odds * 100)} %`;
  return odds >= 0.001 ? `${(odds * 100).toFixed(1)} %` : 'less than 0.1 %';
}
