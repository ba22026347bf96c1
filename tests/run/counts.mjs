/** Adds up what the test runners say of themselves. */

const sum = (text, pattern) =>
  [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

/**
 * Counts of a `ctest -V` log. A GoogleTest program counts each of its cases, any other test counts
 * once; a program that died before its own summary counts as one failure.
 */
export function countCtest(log) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, number, outcome] of log.matchAll(
    /^ *\d+\/\d+ Test +#(\d+): .*?(Passed|Failed|\*\*\*.*)/gm,
  )) {
    const own = [...log.matchAll(new RegExp(`^${number}: (.*)$`, 'gm'))]
      .map((m) => m[1])
      .join('\n');
    const passed = sum(own, /^\[ {2}PASSED {2}\] (\d+) tests?\./gm);
    const failed = sum(own, /^\[ {2}FAILED {2}\] (\d+) tests?, listed below/gm);
    const skipped = sum(own, /^\[ {2}SKIPPED \] (\d+) tests?, listed below/gm);
    const succeeded = outcome === 'Passed';
    const isGoogleTest = passed + failed + skipped > 0;
    counts.passed += isGoogleTest ? passed : Number(succeeded);
    counts.failed += succeeded ? 0 : Math.max(failed, 1);
    counts.skipped += skipped;
  }
  return counts;
}

/** Counts of a `node --test` log (spec or TAP reporter). */
export function countNode(log) {
  const total = (name) => sum(log, new RegExp(`^(?:ℹ|#) ${name} (\\d+)$`, 'gm'));
  return {
    passed: total('pass'),
    failed: total('fail') + total('cancelled'),
    skipped: total('skipped') + total('todo'),
  };
}

export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

export const none = { passed: 0, failed: 0, skipped: 0 };

/** The closing line: `N passed, N failed`, with the skipped ones if there are any. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
