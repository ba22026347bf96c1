import { element } from './dom.js';

/** Names of the style sheet's colors for confidences. */
export type Level = 'sure' | 'fair' | 'unsure';

/** @param confidence 0..1 */
export function level(confidence: number): Level {
  if (confidence >= 0.85) return 'sure';
  return confidence >= 0.6 ? 'fair' : 'unsure';
}

const levelText: Record<Level, string> = {
  sure: 'sure',
  fair: 'fairly sure',
  unsure: 'unsure',
};

export interface WordChip {
  text: string;
  /** 0..1 */
  confidence: number;
  /** BCP 47 */
  language: string;
  /** More to say of the word, behind how sure it is. */
  details: string[];
}

const described = (text: string, details: string[]) => `“${text}”: ${details.join(', ')}`;

/** An item of a list of words; pointing at it or focusing it shows its details and calls `onMark`, leaving it too. */
export function wordChip(word: WordChip, onMark: (marked: boolean) => void): HTMLElement {
  const kind = level(word.confidence);
  const item = element(
    'li',
    { class: kind, tabindex: '0' },
    element('span', { class: 'word', lang: word.language }, word.text),
    element('span', { class: 'percent' }, `${Math.round(word.confidence * 100)} %`),
    element('span', { class: 'details' }, described(word.text, [levelText[kind], ...word.details])),
  );
  for (const type of ['pointerenter', 'focus']) item.addEventListener(type, () => onMark(true));
  for (const type of ['pointerleave', 'blur']) item.addEventListener(type, () => onMark(false));
  return item;
}
