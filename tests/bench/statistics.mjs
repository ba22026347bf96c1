/** The middle value of a list of numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Adds up lists of rounds, round by round. */
export function sumRounds(lists) {
  return lists[0].map((_, round) => lists.reduce((sum, list) => sum + list[round], 0));
}

/** The share of texts, by list, that are the same but for the kind and number of spaces. */
export function agreement(expected, found) {
  const words = (text) => text.trim().replace(/\s+/g, ' ');
  const pairs = Object.entries(expected).flatMap(([list, texts]) =>
    texts.map((text, i) => words(text) === words(found[list][i])),
  );
  return pairs.filter(Boolean).length / pairs.length;
}

/**
 * Times every task once a round, in turn, so that a slow spell of the machine strikes all alike; each
 * round begins with another task, so that none is always the first. `tasks` maps a name to an async
 * function; returns per name the milliseconds of each round.
 */
export async function interleave(tasks, { rounds, warmup = 2 }) {
  const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
  const turn = Object.entries(tasks);
  for (let round = -warmup; round < rounds; ++round) {
    turn.push(turn.shift());
    for (const [name, run] of turn) {
      const start = performance.now();
      await run();
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  return times;
}
