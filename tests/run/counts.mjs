/** Adds up what the test runners say of themselves. */

export const none = { passed: 0, failed: 0, skipped: 0 };

const sum = (text, pattern) =>
  [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

const googleTest = {
  passed: /^\[ {2}PASSED {2}\] (\d+) tests?\./gm,
  failed: /^\[ {2}FAILED {2}\] (\d+) tests?, listed below/gm,
  skipped: /^\[ {2}SKIPPED \] (\d+) tests?, listed below/gm,
};

function countGoogleTest(log) {
  return {
    passed: sum(log, googleTest.passed),
    failed: sum(log, googleTest.failed),
    skipped: sum(log, googleTest.skipped),
  };
}

/** Counts of Python's unittest: "Ran 5 tests in 1s", then "OK" or "FAILED (failures=1, errors=1)". */
export function countUnittest(log) {
  const failed = sum(log, /\bfailures=(\d+)/g) + sum(log, /\berrors=(\d+)/g);
  const skipped = sum(log, /\bskipped=(\d+)/g);
  return { passed: sum(log, /^Ran (\d+) tests? in/gm) - failed - skipped, failed, skipped };
}

const size = ({ passed, failed, skipped }) => passed + failed + skipped;

/**
 * Counts of a `ctest -V` log. A program of GoogleTest or Python's unittest counts each of its cases,
 * any other test counts once; a program that died before its own summary counts as one failure.
 */
export function countCtest(log) {
  const lines = new Map();
  for (const [, number, line] of log.matchAll(/^(\d+): (.*)$/gm)) {
    lines.set(number, `${lines.get(number) ?? ''}${line}\n`);
  }
  let counts = none;
  for (const [, number, outcome] of log.matchAll(
    /^ *\d+\/\d+ Test +#(\d+): .*?(Passed|Failed|Not Run|\*\*\*.*)/gm,
  )) {
    const own = lines.get(number) ?? '';
    const cases = size(countGoogleTest(own)) ? countGoogleTest(own) : countUnittest(own);
    const succeeded = outcome === 'Passed';
    counts = add(counts, {
      passed: size(cases) ? cases.passed : Number(succeeded),
      failed: succeeded ? 0 : Math.max(cases.failed, 1),
      skipped: cases.skipped,
    });
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

/** The closing line: `N passed, N failed`, with the skipped ones if there are any. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
