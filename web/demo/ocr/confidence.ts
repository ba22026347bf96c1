/** Names of the style sheet's colors for confidences of 0..100. */
export type Level = 'sure' | 'fair' | 'unsure';

export function level(confidence: number): Level {
  if (confidence >= 85) return 'sure';
  return confidence >= 60 ? 'fair' : 'unsure';
}

export const levelText: Record<Level, string> = {
  sure: 'sure',
  fair: 'fairly sure',
  unsure: 'unsure',
};
