import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Outcome } from '../lib/run.ts';
import type { Tally } from './report.ts';

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly notes: readonly string[];
}

/** What went wrong with the runner itself; undefined when it ended of its own accord. */
function misfortune(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'exited':
      return undefined;
    case 'timedOut':
      return `was stopped after ${Math.round(outcome.afterMs / 1000)} s`;
    case 'interrupted':
      return 'was interrupted';
    case 'failedToStart':
      return `could not be started: ${outcome.message}`;
    default:
      return exhaustive(outcome, 'outcome of a suite');
  }
}

/**
 * Joins how a runner ended with what it reported. The numbers never look better than the run was:
 * a crash, a timeout, an exit code without a failed test, and files nobody ran are failures of their own.
 * @param expectedFiles test files that exist and should have been run; empty when a filter was given
 */
export function judge(outcome: Outcome, tally: Tally | undefined, expectedFiles: readonly string[]): Verdict {
  const problem = misfortune(outcome);
  const code = outcome.kind === 'exited' ? outcome.code : 1;
  if (tally === undefined) {
    const words = problem ?? `ended with code ${code} and left no report`;
    return { passed: 0, failed: 1, skipped: 0, notes: [words] };
  }
  const forgotten = expectedFiles.filter((file) => !tally.files.includes(file));
  const notes = [...tally.notes, ...forgotten.map((file) => `${file} exists, but was not run`)];
  let failed = tally.failed + forgotten.length;
  if (problem !== undefined) {
    failed += 1;
    notes.push(problem);
  } else if (code !== 0 && failed === 0) {
    failed = 1;
    notes.push(`ended with code ${code} although no test failed`);
  } else if (code === 0 && tally.passed + failed === 0) {
    failed = 1;
    notes.push('ran nothing');
  }
  return { passed: tally.passed, failed, skipped: tally.skipped, notes };
}

/** The last line of the test command; other programs read it. */
export function summaryLine(verdicts: readonly Verdict[]): string {
  const total = (key: 'passed' | 'failed' | 'skipped'): number =>
    verdicts.reduce((sum, verdict) => sum + verdict[key], 0);
  return `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`;
}
