import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { fromRoot } from './lib/project.ts';
import { type Outcome, run } from './lib/run.ts';
import { bold, dim, green, print, red, seconds } from './lib/terminal.ts';
import { type Verdict, judge, summaryLine } from './test/judge.ts';
import { readReport } from './test/report.ts';
import { heldOutput, type Output, straightOutput } from './test/output.ts';
import { type Suite, suiteNamed, suiteOfPath, suites } from './test/suites.ts';

const USAGE = `npm test                              the everyday run: everything but most of the browser's tests
npm test -- all                       everything
npm test -- unit src-shared           one suite (${suites.map(({ name }) => name).join(', ')}), and arguments for its runner; what it needs is built first
npm test -- src-server/a.test.ts …    files and folders, and arguments for the runners; the suites follow from the paths`;

interface Step {
  readonly suite: Suite;
  readonly args: readonly string[];
  /** Test files that have to be run; empty when a filter was given. */
  readonly files: readonly string[];
}

interface Done {
  readonly suite: Suite;
  readonly verdict: Verdict;
  readonly outcome: Outcome;
  readonly took: string;
}

/** Folder of the runners' reports. */
const reports = fromRoot('test-results');

/**
 * What to run, in stages: one after the other, the rows of one stage beside each other. Integration tests wait for
 * processes to start and to die; the checks and unit tests use the processors meanwhile.
 * @returns instead of stages a word that is neither a suite nor a path: for a runner it would be a part of some path
 */
function plan(args: readonly string[]): Step[][][] | string {
  const [first, ...rest] = args;
  if (first === undefined || (first === 'all' && rest.length === 0)) {
    const step = (name: Suite['name']): Step => wholeStep(suiteNamed(name), first === undefined);
    return [[[step('build')]], [[step('check'), step('unit')], [step('integration')]], [[step('e2e')]]];
  }
  const named = suites.find(({ name }) => name === first);
  if (named) return [[built(rest.length === 0 ? wholeStep(named) : { suite: named, args: rest, files: [] })]];
  const end = args.findIndex((arg) => !existsSync(fromRoot(arg)));
  const paths = end < 0 ? args : args.slice(0, end);
  const options = args.slice(paths.length);
  if (paths.length === 0) return first;
  const [option] = options;
  if (option !== undefined && !option.startsWith('-')) return option;
  const bySuite = Map.groupBy(paths, suiteOfPath);
  return Array.from(bySuite, ([name, own]) => [
    built({ suite: suiteNamed(name), args: [...own, ...options], files: [] }),
  ]);
}

/** With what it needs before it. */
function built(step: Step): Step[] {
  const { name } = step.suite;
  return name === 'integration' || name === 'e2e' ? [wholeStep(suiteNamed('build')), step] : [step];
}

/** A suite without a filter: all of it, or what of it belongs to the everyday run. */
function wholeStep(suite: Suite, everyday = false): Step {
  if (everyday && suite.everyday) return { suite, args: suite.everyday, files: suite.everyday };
  return { suite, args: [], files: suite.files?.() ?? [] };
}

async function perform({ suite, args, files }: Step, output: Output): Promise<Done> {
  output.write(bold(`\n▸ ${suite.name}\n`));
  const startedAt = performance.now();
  const reportFile = `${reports}/${suite.name}.json`;
  rmSync(reportFile, { force: true });
  const outcome = await run(suite.command(reportFile, args), {
    timeoutMs: suite.timeoutMs,
    env: { ...suite.env?.(reportFile), ...output.env, NODE_ENV: undefined },
    ...(output.receive && { onOutput: output.receive }),
  });
  const verdict = judge(outcome, readReport(reportFile, suite.parse), files);
  return { suite, verdict, outcome, took: seconds(startedAt) };
}

/** Rows run beside each other; what they say comes one after the other, as if they had not. */
async function performStage(rows: readonly (readonly Step[])[]): Promise<Done[]> {
  const running = rows.map((row, index) => {
    const output = index === 0 ? straightOutput() : heldOutput();
    return { output, done: performRow(row, output) };
  });
  const results: Done[] = [];
  for (const { output, done: row } of running) {
    output.release();
    results.push(...(await row));
  }
  return results;
}

async function performRow(row: readonly Step[], output: Output): Promise<Done[]> {
  const results: Done[] = [];
  for (const step of row) {
    const result = await perform(step, output);
    results.push(result);
    if (result.outcome.kind === 'interrupted') break;
  }
  return results;
}

function printResults(results: readonly Done[]): void {
  print(bold('\nSummary'));
  for (const { suite, verdict, took } of results) {
    const mark = verdict.failed > 0 ? red('✗') : green('✓');
    print(`${mark} ${suite.name.padEnd(12)} ${summaryLine([verdict])} ${dim(took)}`);
    for (const note of verdict.notes) print(`    ${note.replaceAll('\n', '\n      ')}`);
  }
}

async function runAll(stages: readonly Step[][][], everyday: boolean): Promise<void> {
  mkdirSync(reports, { recursive: true });
  const done: Done[] = [];
  for (const stage of stages) {
    const results = await performStage(stage);
    done.push(...results);
    if (results.some(({ outcome }) => outcome.kind === 'interrupted')) break;
  }
  printResults(done);
  if (everyday)
    for (const { name, everyday: some, files } of suites)
      if (some)
        print(
          dim(
            `the everyday run has ${some.length} of ${files?.().length ?? 0} files of ${name}; all of them: npm test -- all`,
          ),
        );
  const verdicts = done.map(({ verdict }) => verdict);
  print(summaryLine(verdicts));
  const failed = verdicts.length === 0 || verdicts.some((verdict) => verdict.failed > 0);
  process.exitCode = failed ? 1 : 0;
}

const asked = process.argv.slice(2);
const isForRunner = suites.some(({ name }) => name === asked[0]);
const planned = plan(asked);
if (asked.includes('--help') && !isForRunner) print(USAGE);
else if (typeof planned === 'string') {
  print(red(`There is no suite and no file ${planned}.`));
  print(USAGE);
  print(summaryLine([{ passed: 0, failed: 1, skipped: 0, notes: [] }]));
  process.exitCode = 2;
} else await runAll(planned, asked.length === 0);
