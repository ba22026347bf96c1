import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closingLine, countCtest, countNode } from './counts.mjs';

const ctestLog = `
1: [==========] 12 tests from 3 test suites ran. (5 ms total)
1: [  PASSED  ] 10 tests.
1: [  SKIPPED ] 1 test, listed below:
1: [  FAILED  ] 1 test, listed below:
1/6 Test #1: nn ...............***Failed    0.40 sec
2: [  PASSED  ] 11 tests.
2/6 Test #2: ctc ..............   Passed    0.15 sec
3: Segmentation fault
3/6 Test #3: ocr ..............***Exception: SegFault  0.10 sec
4: says nothing of tests
4/6 Test #4: other ............   Passed    0.20 sec
5: Ran 9 tests in 3.100s
5: OK (skipped=2)
5/6 Test #5: command ..........   Passed    0.20 sec
6: Ran 4 tests in 3.100s
6: FAILED (failures=1, errors=1)
6/6 Test #6: python ...........***Failed    0.20 sec
`;

test('cases of GoogleTest and unittest count one by one, other programs once, a crash as a failure', () => {
  assert.deepEqual(countCtest(ctestLog), { passed: 31, failed: 4, skipped: 3 });
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
