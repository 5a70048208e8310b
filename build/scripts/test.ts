import { mkdirSync, rmSync } from 'node:fs';
import { fromRoot } from './lib/project.ts';
import { type Outcome, run } from './lib/run.ts';
import { bold, dim, green, print, red, seconds } from './lib/terminal.ts';
import { type Verdict, judge, summaryLine } from './test/judge.ts';
import { readReport } from './test/report.ts';
import { type Suite, suiteOfPath, suites } from './test/suites.ts';

// npm test                          everything
// npm test -- unit src-shared       one suite, and arguments for its runner
// npm test -- e2e newcomer          the same for Playwright (it is built first)
// npm test -- src-server/a.test.ts  the suite follows from the file

interface Step {
  readonly suite: Suite;
  readonly args: readonly string[];
}

interface Done {
  readonly suite: Suite;
  readonly verdict: Verdict;
  readonly outcome: Outcome;
  readonly took: string;
}

/** Folder of the runners' reports. */
const reports = fromRoot('test-results');

/** Which suites to run, and with which arguments. */
function plan(args: readonly string[]): Step[] {
  const [first, ...rest] = args;
  if (first === undefined) return suites.map((suite) => ({ suite, args: [] }));
  const named = suites.some(({ name }) => name === first);
  const wanted = named ? first : suiteOfPath(first);
  const needsBuild = wanted === 'integration' || wanted === 'e2e';
  return suites
    .filter(({ name }) => name === wanted || (needsBuild && name === 'build'))
    .map((suite) => ({ suite, args: suite.name === wanted ? (named ? rest : args) : [] }));
}

async function perform({ suite, args }: Step): Promise<Done | undefined> {
  const files = suite.files?.();
  if (files?.length === 0) {
    print(dim(`\n${suite.name}: there are no such tests yet`));
    return undefined;
  }
  print(bold(`\n▸ ${suite.name}`));
  const startedAt = performance.now();
  const reportFile = `${reports}/${suite.name}.json`;
  rmSync(reportFile, { force: true });
  const env = { ...suite.env?.(reportFile), NODE_ENV: undefined };
  const outcome = await run(suite.command(reportFile, args), { timeoutMs: suite.timeoutMs, env });
  const verdict = judge(outcome, readReport(reportFile, suite.parse), args.length === 0 ? (files ?? []) : []);
  return { suite, verdict, outcome, took: seconds(startedAt) };
}

function printResults(results: readonly Done[]): void {
  print(bold('\nSummary'));
  for (const { suite, verdict, took } of results) {
    const mark = verdict.failed > 0 ? red('✗') : green('✓');
    print(`${mark} ${suite.name.padEnd(12)} ${summaryLine([verdict])} ${dim(took)}`);
    for (const note of verdict.notes) print(`    ${note}`);
  }
}

mkdirSync(reports, { recursive: true });
const done: Done[] = [];
for (const step of plan(process.argv.slice(2))) {
  const result = await perform(step);
  if (result) done.push(result);
  if (result?.outcome.kind === 'interrupted') break;
}
printResults(done);
const verdicts = done.map(({ verdict }) => verdict);
print(summaryLine(verdicts));
const failed = verdicts.length === 0 || verdicts.some((verdict) => verdict.failed > 0);
process.exitCode = failed ? 1 : 0;
