/** Longer texts are compared by so many characters. */
const most = 200;

/** 0..1: the share of characters that two texts have in common, by their edit distance. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const [from, to] = [Array.from(a.slice(0, most)), Array.from(b.slice(0, most))];
  return 1 - editDistance(from, to) / Math.max(from.length, to.length);
}

/** How many insertions, deletions and replacements make `to` of `from`. */
function editDistance(from: string[], to: string[]): number {
  const row = Uint16Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of from.entries()) {
    let above = i;
    let left = i + 1;
    row[0] = left;
    for (let j = 1; j <= to.length; j++) {
      const replaced = above + (letter === to[j - 1] ? 0 : 1);
      above = row[j] ?? 0;
      left = Math.min(replaced, left + 1, above + 1);
      row[j] = left;
    }
  }
  return row[to.length] ?? 0;
}
