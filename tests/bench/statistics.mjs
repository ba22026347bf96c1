/** The middle value of a list of numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Times every task once a round, in turn, so that a slow spell of the machine strikes all alike.
 * `tasks` maps a name to an async function; returns per name the milliseconds of each round.
 */
export async function interleave(tasks, { rounds, warmup = 2 }) {
  const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
  for (let round = -warmup; round < rounds; ++round) {
    for (const [name, run] of Object.entries(tasks)) {
      const start = performance.now();
      await run();
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  return times;
}
