const usualBoost = 8;

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Lines such as `Zaandam` or `Van der Berg = 12`, by word. */
export function parseHotwords(text: string): Record<string, number> {
  return Object.fromEntries(linesOf(text).map(boosted));
}

function boosted(line: string): [string, number] {
  const [, word, boost] = /^(.*?)\s*=\s*(-?\d+(?:\.\d+)?)$/.exec(line) ?? [];
  return word !== undefined && boost !== undefined ? [word, Number(boost)] : [line, usualBoost];
}
