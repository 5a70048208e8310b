import { describe, expect, test } from 'vitest';
import { judge, summaryLine } from '../../build/scripts/test/judge.ts';
import { type Tally, fromPlaywright, fromVitest } from '../../build/scripts/test/report.ts';
import { suiteOfPath, suites } from '../../build/scripts/test/suites.ts';

const tally = (over: Partial<Tally> = {}): Tally => ({
  passed: 3,
  failed: 0,
  skipped: 1,
  notes: [],
  files: ['a'],
  ...over,
});
const ended = (code: number) => ({ kind: 'exited', code }) as const;

describe('judge', () => {
  test('takes the numbers of a run that went well', () => {
    expect(judge(ended(0), tally(), ['a'])).toEqual({ passed: 3, failed: 0, skipped: 1, notes: [] });
  });

  test('a suite that left no report has failed', () => {
    expect(judge(ended(0), undefined, [])).toMatchObject({ passed: 0, failed: 1 });
    expect(judge({ kind: 'failedToStart', message: 'no such file' }, undefined, [])).toMatchObject({
      failed: 1,
    });
  });

  test('an exit code without a failed test is a failure', () => {
    expect(judge(ended(1), tally(), ['a'])).toMatchObject({ passed: 3, failed: 1 });
    expect(judge(ended(1), tally({ failed: 2 }), ['a'])).toMatchObject({ failed: 2 });
  });

  test('a run that was stopped has failed, even if everything so far passed', () => {
    expect(judge({ kind: 'timedOut', afterMs: 5_000 }, tally(), ['a'])).toMatchObject({
      failed: 1,
      notes: ['was stopped after 5 s'],
    });
    expect(judge({ kind: 'interrupted' }, tally(), ['a'])).toMatchObject({ failed: 1 });
  });

  test('a test file that exists and was not run is a failure', () => {
    expect(judge(ended(0), tally(), ['a', 'b'])).toMatchObject({
      failed: 1,
      notes: ['b exists, but was not run'],
    });
  });

  test.each([0, 3])('a run of nothing is a failure, also when it left %i tests out', (skipped) => {
    expect(judge(ended(0), tally({ passed: 0, skipped }), [])).toMatchObject({
      failed: 1,
      notes: ['ran nothing'],
    });
  });
});

test('the summary adds up all suites in the agreed form', () => {
  const verdict = { passed: 2, failed: 1, skipped: 3, notes: [] };
  expect(summaryLine([verdict, verdict])).toBe('4 passed, 2 failed, 6 skipped');
  expect(summaryLine([])).toBe('0 passed, 0 failed, 0 skipped');
});

test('a vitest file that could not be loaded counts as one failure; a failed test is named with its reason', () => {
  const failed = {
    status: 'failed',
    fullName: 'adds up',
    failureMessages: ['\u001B[31mexpected 1 to be 2\u001B[39m\n at a'],
  };
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { name: '/p/src/a.test.ts', status: 'failed', assertionResults: [failed] },
      { name: '/p/src/b.test.ts', status: 'failed', message: 'SyntaxError\n at x', assertionResults: [] },
    ],
  };
  expect(fromVitest(report, '/p')).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
    notes: [
      '/p/src/b.test.ts could not run: SyntaxError',
      'src/a.test.ts › adds up\nexpected 1 to be 2\n at a',
    ],
    files: ['src/a.test.ts', 'src/b.test.ts'],
  });
});

test('a Playwright error outside of a test and a flaky test are failures; a failed test is named with its reason', () => {
  const spec = (title: string, ok: boolean, ...errors: { message: string }[]) => ({
    title,
    ok,
    file: 'a.spec.ts',
    line: 7,
    tests: [{ results: [{ errors }] }],
  });
  const inner = { file: 'a.spec.ts', specs: [spec('sends', false, { message: 'never shown' })] };
  const report = {
    config: { rootDir: '/p/tests/e2e' },
    suites: [{ file: 'a.spec.ts', specs: [spec('passes', true)], suites: [inner] }],
    errors: [{ message: 'cannot find module\nstack' }],
    stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
  };
  expect(fromPlaywright(report, '/p')).toEqual({
    passed: 4,
    failed: 3,
    skipped: 2,
    notes: ['cannot find module', 'a.spec.ts:7 › sends\nnever shown'],
    files: ['tests/e2e/a.spec.ts'],
  });
});

test.each([
  ['src-shared/lib/a.test.ts', 'unit'],
  ['src-server', 'unit'],
  ['tests/integration', 'integration'],
  ['tests/integration/a.test.ts', 'integration'],
  ['tests/e2e', 'e2e'],
  ['tests/e2e/a.spec.ts', 'e2e'],
  ['tests/gallery', 'e2e'],
])('%s is run by %s', (path, suite) => {
  expect(suiteOfPath(path)).toBe(suite);
});

test('the everyday run names files of the suite, each once', () => {
  for (const { everyday = [], files } of suites) {
    expect(new Set(everyday).size).toBe(everyday.length);
    expect(files?.() ?? []).toEqual(expect.arrayContaining([...everyday]));
  }
});
