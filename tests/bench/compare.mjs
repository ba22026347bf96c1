import { agreement, interleave, median, sumRounds } from './statistics.mjs';

/**
 * Each engine reads each list of lines in turn. Returns per engine { ms: { short, medium, long,
 * mixed }, agreement } with the median milliseconds per line and the share of texts that are ours.
 */
export async function compareEngines(running, lengths, rounds) {
  const texts = {};
  const tasks = {};
  for (const [length, lines] of Object.entries(lengths)) {
    for (const [name, engine] of Object.entries(running)) {
      texts[name] ??= {};
      tasks[`${name}|${length}`] = async () => {
        texts[name][length] = [];
        for (const line of lines) texts[name][length].push(await engine.recognize(line));
      };
    }
  }
  const times = await interleave(tasks, { rounds, warmup: 2 });
  const ours = Object.keys(running)[0];
  const counts = Object.entries(lengths).map(([length, lines]) => [length, lines.length]);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  return Object.fromEntries(
    Object.keys(running).map((name) => {
      const ms = Object.fromEntries(
        counts.map(([length, count]) => [length, median(times[`${name}|${length}`]) / count]),
      );
      const all = sumRounds(counts.map(([length]) => times[`${name}|${length}`]));
      ms.mixed = median(all) / total;
      return [name, { ms, agreement: agreement(texts[ours], texts[name]) }];
    }),
  );
}
