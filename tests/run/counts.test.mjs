import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closingLine, countCtest, countNode } from './counts.mjs';

const ctestLog = `
1: [==========] 12 tests from 3 test suites ran. (5 ms total)
1: [  PASSED  ] 10 tests.
1: [  SKIPPED ] 1 test, listed below:
1: [  FAILED  ] 1 test, listed below:
1/4 Test #1: nn ...............***Failed    0.40 sec
2: [  PASSED  ] 11 tests.
2/4 Test #2: ctc ..............   Passed    0.15 sec
3: Segmentation fault
3/4 Test #3: ocr ..............***Exception: SegFault  0.10 sec
4: says nothing of tests
4/4 Test #4: command ..........   Passed    0.20 sec
`;

test('GoogleTest cases count one by one, other programs once, a crash as a failure', () => {
  assert.deepEqual(countCtest(ctestLog), { passed: 22, failed: 2, skipped: 1 });
});

test("a ctest number does not take another's lines", () => {
  const log = '11: [  PASSED  ] 3 tests.\n1/1 Test #1: plain ....   Passed 0.1 sec\n';
  assert.equal(countCtest(log).passed, 1);
});

test("node's summary is read from both reporters", () => {
  const spec = 'ℹ tests 5\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\nℹ todo 0\n';
  assert.deepEqual(countNode(spec), { passed: 3, failed: 2, skipped: 0 });
  assert.equal(countNode(spec.replaceAll('ℹ', '#')).passed, 3);
});

test('the closing line names skipped tests only where there are some', () => {
  assert.equal(closingLine({ passed: 2, failed: 0, skipped: 0 }), '2 passed, 0 failed');
  assert.equal(closingLine({ passed: 2, failed: 1, skipped: 3 }), '2 passed, 1 failed, 3 skipped');
});
