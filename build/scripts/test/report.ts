import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
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
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().optional(),
          failureMessages: z.array(z.string()).optional(),
        }),
      ),
    }),
  ),
});

const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.number(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      results: z.array(
        z.object({ errors: z.array(z.object({ message: z.string().optional() })).optional() }),
      ),
    }),
  ),
});

/** A file, or a `describe` in it. */
const playwrightSuite = z.object({
  file: z.string(),
  specs: z.array(playwrightSpec).optional(),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});

const playwrightReport = z.object({
  config: z.object({ rootDir: z.string() }),
  suites: z.array(playwrightSuite),
  errors: z.array(z.object({ message: z.string().optional() })),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** A failure is repeated at the end of the run, where it is looked for; its whole story is above. */
const LINES_OF_A_FAILURE = 40;

function failureNote(title: string, messages: readonly string[]): string {
  const lines = stripVTControlCharacters(messages.join('\n')).split('\n');
  return [title, ...lines.slice(0, LINES_OF_A_FAILURE)].join('\n');
}

type PlaywrightSuite = z.infer<typeof playwrightSuite>;

function failedSpecs(suite: PlaywrightSuite): z.infer<typeof playwrightSpec>[] {
  const own = (suite.specs ?? []).filter(({ ok }) => !ok);
  return [...own, ...(suite.suites ?? []).flatMap(failedSpecs)];
}

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
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) =>
        failureNote(`${toPosix(path.relative(root, name))} › ${fullName ?? ''}`, failureMessages ?? []),
      ),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    notes: [
      ...broken.map(({ name, message }) => `${name} could not run: ${message?.split('\n')[0] ?? ''}`),
      ...failures,
    ],
    files: report.testResults.map(({ name }) => toPosix(path.relative(root, name))),
  };
}

/** Numbers of a Playwright JSON report; errors outside of tests count, and so does a test that passed only sometimes. */
export function fromPlaywright(data: unknown, root: string): Tally {
  const { config, suites, errors, stats } = playwrightReport.parse(data);
  const failures = suites.flatMap(failedSpecs).map(({ title, file, line, tests }) => {
    const failed = tests.flatMap(({ results }) => results).flatMap((result) => result.errors ?? []);
    return failureNote(
      `${file}:${line} › ${title}`,
      failed.map(({ message }) => message ?? ''),
    );
  });
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    notes: [
      ...errors.map(({ message }) => message?.split('\n')[0] ?? 'error outside of a test'),
      ...failures,
    ],
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
