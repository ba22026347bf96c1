/** Adds up what the test runners say of themselves. */
import { existsSync, readFileSync } from 'node:fs';

import { readJunit } from './junit.mjs';

export const none = { passed: 0, failed: 0, skipped: 0 };
export const failure = { ...none, failed: 1 };
export const success = { ...none, passed: 1 };

export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

const countCases = (cases) =>
  cases.reduce((sum, { outcome }) => add(sum, { ...none, [outcome]: 1 }), none);

/** Of a file in JUnit's XML, none of a file that is missing or broken off. */
function countFile(file) {
  if (!existsSync(file)) return none;
  try {
    return countCases(readJunit(readFileSync(file, 'utf8')));
  } catch {
    return none;
  }
}

/** Of a runner that wrote `file`: one that names no failure though it failed, or no case, died before it could. */
export function countRunner(file, ok) {
  const counts = countFile(file);
  const names = counts.passed + counts.failed + counts.skipped > 0;
  return counts.failed === 0 && !(ok && names) ? add(counts, failure) : counts;
}

/**
 * Of ctest, which wrote `folder`/ctest.xml. A program that wrote `folder`/<its test's name>.xml counts
 * each of its cases, any other once.
 */
export function countCtest(folder, ok) {
  let counts = none;
  for (const program of readJunit(readFileSync(`${folder}/ctest.xml`, 'utf8'))) {
    const file = `${folder}/${program.name}.xml`;
    counts = add(
      counts,
      existsSync(file) ? countRunner(file, program.outcome !== 'failed') : countCases([program]),
    );
  }
  return !ok && counts.failed === 0 ? add(counts, failure) : counts;
}

/** The closing line: `N passed, N failed`, with the skipped ones if there are any. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
