import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { closingLine, countCtest, countRunner } from './counts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'counts-'));
after(() => rmSync(folder, { recursive: true }));

function write(name, ...lines) {
  const file = join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

test('cases of a program that reports count one by one, other programs once, a crash as a failure', () => {
  write(
    'ctest.xml',
    '<testsuite name="(empty)" tests="6" failures="3">',
    '<testcase name="nn" status="fail"><failure message=""/><system-out>&lt;failure/></system-out></testcase>',
    '<testcase name="ctc" status="run"/>',
    '<testcase name="ocr" status="fail"><failure message="SEGFAULT"/></testcase>',
    '<testcase name="plain" status="run"/>',
    '<testcase name="left_out" status="notrun"><skipped/></testcase>',
    '<testcase name="ends_badly" status="fail"><failure message="exit 1"/></testcase>',
    '</testsuite>',
  );
  write(
    'nn.xml',
    '<testsuites tests="3"><testsuite name="Layer">',
    '<testcase name="A" result="completed"/>',
    '<testcase name="B" result="skipped"><skipped message="no AVX"/></testcase>',
    '<testcase name="C" result="completed"><failure message="1"/><failure message="2"/></testcase>',
    '</testsuite></testsuites>',
  );
  write('ctc.xml', '<testsuites><testcase name="A"/><testcase name="B"/></testsuites>');
  write('ends_badly.xml', '<testsuites><testcase name="A"/></testsuites>');
  assert.deepEqual(countCtest(folder, false), { passed: 5, failed: 3, skipped: 2 });
});

test('a runner that failed without a word counts as a failure', () => {
  const passed = write('passed.xml', '<testsuites><testcase name="A"/></testsuites>');
  assert.deepEqual(countRunner(passed, true), { passed: 1, failed: 0, skipped: 0 });
  assert.deepEqual(countRunner(passed, false), { passed: 1, failed: 1, skipped: 0 });
  assert.deepEqual(countRunner(join(folder, 'none.xml'), false), {
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test('a report that breaks off is a failure, also of a runner that seems to have passed', () => {
  const broken = write('broken.xml', '<testsuites><testcase name="A"/>');
  for (const ok of [true, false])
    assert.deepEqual(countRunner(broken, ok), { passed: 0, failed: 1, skipped: 0 });
});

test("what node's own runner writes is counted", () => {
  const tests = write(
    'sample.test.mjs',
    "import { describe, test } from 'node:test';",
    "test('passes', () => {});",
    "describe('group', () => {",
    "  test('fails', () => { throw new Error('<failure>'); });",
    "  test('is skipped', { skip: true }, () => {});",
    "  test('is to be done', { todo: true }, () => {});",
    '});',
  );
  const report = join(folder, 'node.xml');
  const options = ['--test', '--test-reporter=junit', `--test-reporter-destination=${report}`];
  spawnSync(process.execPath, [...options, tests], { env: { PATH: process.env.PATH } });
  assert.deepEqual(countRunner(report, false), { passed: 1, failed: 1, skipped: 2 });
});

test('the closing line names skipped tests only where there are some', () => {
  assert.equal(closingLine({ passed: 2, failed: 0, skipped: 0 }), '2 passed, 0 failed');
  assert.equal(closingLine({ passed: 2, failed: 1, skipped: 3 }), '2 passed, 1 failed, 3 skipped');
});
