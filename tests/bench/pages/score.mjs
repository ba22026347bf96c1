/** How well the text of a page was read. */

/** Text as it is compared: kinds of quotes, dashes and spaces are one, words cut at line ends are whole. */
export function folded(text) {
  return text
    .normalize('NFKC')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚`´]/g, "'")
    .replace(/[‐‑–—−]/g, '-')
    .replace(/(\w)-[ \t]*\n\s*(?=[a-z])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Insertions, deletions and replacements that make one text of the other. */
export function distance(one, other) {
  const [a, b] = [Array.from(one), Array.from(other)];
  let row = Uint32Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; ++i) {
    const next = new Uint32Array(row.length);
    next[0] = i;
    for (let j = 1; j <= b.length; ++j) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, row[j] + 1, next[j - 1] + 1);
    }
    row = next;
  }
  return row[b.length];
}

/** How many words are in both, in the truth and in what was read; their order does not count. */
export function wordCounts(truth, read) {
  const counts = new Map();
  const words = (text) => text.split(' ').filter(Boolean);
  for (const word of words(truth)) counts.set(word, (counts.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of words(read)) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    ++both;
  }
  return { both, truth: words(truth).length, read: words(read).length };
}

/** Percentages over the pages of a set, each with the truth and what was read. */
export function scoreSet(pages) {
  const sum = (values) => values.reduce((all, value) => all + value, 0);
  const scored = pages.map(({ truth, read }) => {
    const errors = Math.min(distance(truth, read), truth.length);
    return { errors, letters: truth.length, ...wordCounts(truth, read) };
  });
  const both = sum(scored.map((page) => page.both));
  const precision = both / Math.max(1, sum(scored.map((page) => page.read)));
  const recall = both / Math.max(1, sum(scored.map((page) => page.truth)));
  return {
    error: (100 * sum(scored.map((page) => page.errors))) / sum(scored.map((page) => page.letters)),
    f1: both === 0 ? 0 : (200 * precision * recall) / (precision + recall),
  };
}
