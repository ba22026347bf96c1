/**
 * Puts text into the form that `labels` have: accents as part of their letters (NFC), unless a label
 * is, or has, an accent of its own.
 */
export function textForm(labels: readonly string[]): (text: string) => string {
  const hasMarks = labels.some((label) => /\p{M}/u.test(label));
  return hasMarks ? (text) => text : (text) => text.normalize('NFC');
}
