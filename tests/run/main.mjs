/**
 * `npm test`: builds and tests everything.
 * `npm test -- NAME...` does only the steps named (see steps.mjs).
 */
import { add, closingLine, none } from './counts.mjs';
import { elapsed, heading } from './shell.mjs';
import { steps, waiting } from './steps.mjs';

process.chdir(new URL('../..', import.meta.url).pathname);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}

async function timed(name) {
  const started = Date.now();
  const counts = await steps[name]();
  return [name, counts, Math.round((Date.now() - started) / 1000)];
}

const names = asked.length ? asked : Object.keys(steps);
const begun = new Map(
  names.filter((name) => waiting.includes(name)).map((name) => [name, timed(name)]),
);
let total = none;
const rows = [];
for (const name of names) {
  heading(name);
  const row = await (begun.get(name) ?? timed(name));
  const counts = row[1];
  console.log(`   [${elapsed()}] ${name}: ${closingLine(counts)}`);
  rows.push(row);
  total = add(total, counts);
}

heading('summary');
for (const [name, counts, seconds] of rows) {
  console.log(`   ${name.padEnd(16)} ${`${seconds}s`.padStart(6)}   ${closingLine(counts)}`);
}
console.log(`\n${closingLine(total)}`);
process.exit(total.failed ? 1 : 0);
