import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { toPosix } from '../lib/project.ts';

/** What one suite did. `notes` says what a reader of the numbers alone would not know. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly notes: readonly string[];
  /** Test files (from the root) that the runner has something to say about. */
  readonly files: readonly string[];
}

const checkReport = z.object({ passed: z.number(), failed: z.number(), skipped: z.number() });

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

const playwrightReport = z.object({
  config: z.object({ rootDir: z.string() }),
  suites: z.array(z.object({ file: z.string() })),
  errors: z.array(z.object({ message: z.string().optional() })),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Numbers of our own checks. */
export function fromChecks(data: unknown): Tally {
  return { ...checkReport.parse(data), notes: [], files: [] };
}

/** Numbers of a vitest JSON report; a file that could not be loaded has no tests and counts as one failure. */
export function fromVitest(data: unknown, root: string): Tally {
  const report = vitestReport.parse(data);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    notes: broken.map(({ name, message }) => `${name} could not run: ${message?.split('\n')[0] ?? ''}`),
    files: report.testResults.map(({ name }) => toPosix(path.relative(root, name))),
  };
}

/** Numbers of a Playwright JSON report; errors outside of tests count, and so does a test that passed only sometimes. */
export function fromPlaywright(data: unknown, root: string): Tally {
  const { config, suites, errors, stats } = playwrightReport.parse(data);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    notes: errors.map(({ message }) => message?.split('\n')[0] ?? 'error outside of a test'),
    files: suites.map(({ file }) => toPosix(path.relative(root, path.resolve(config.rootDir, file)))),
  };
}

/**
 * Reads what a runner left behind.
 * @returns undefined when it left nothing or something unreadable: the suite crashed
 */
export function readReport(file: string, parse: (data: unknown) => Tally): Tally | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
