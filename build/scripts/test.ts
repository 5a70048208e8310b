import { mkdirSync, rmSync } from 'node:fs';
import { fromRoot } from './lib/project.ts';
import { type Outcome, run } from './lib/run.ts';
import { bold, dim, green, print, red, seconds } from './lib/terminal.ts';
import { type Verdict, judge, summaryLine } from './test/judge.ts';
import { readReport } from './test/report.ts';
import { heldOutput, type Output, straightOutput } from './test/output.ts';
import { type Suite, suiteNamed, suiteOfPath, suites } from './test/suites.ts';

// npm test                          the everyday run: everything but most of the browser's tests
// npm test -- all                   everything
// npm test -- unit src-shared       one suite, and arguments for its runner
// npm test -- e2e newcomer          the same for Playwright (it is built first)
// npm test -- src-server/a.test.ts  the suite follows from the file

interface Step {
  readonly suite: Suite;
  readonly args: readonly string[];
  /** Test files that have to be run; empty when a filter was given. */
  readonly files: readonly string[];
}

interface Done {
  readonly suite: Suite;
  readonly files: readonly string[];
  readonly verdict: Verdict;
  readonly outcome: Outcome;
  readonly took: string;
}

/** Folder of the runners' reports. */
const reports = fromRoot('test-results');

/**
 * What to run, in stages: one after the other, the rows of one stage beside each other. Integration tests wait for
 * processes to start and to die; the checks and unit tests use the processors meanwhile.
 */
function plan(args: readonly string[]): Step[][][] {
  const [first, ...rest] = args;
  if (first === 'all' && rest.length > 0) throw new Error('npm test -- all: nothing may follow');
  if (first === undefined || first === 'all') {
    const step = (name: Suite['name']): Step => wholeStep(suiteNamed(name), first === undefined);
    return [[[step('build')]], [[step('check'), step('unit')], [step('integration')]], [[step('e2e')]]];
  }
  const named = suites.find(({ name }) => name === first);
  const wanted = named ?? suiteNamed(suiteOfPath(first));
  const needsBuild = wanted.name === 'integration' || wanted.name === 'e2e';
  const before = needsBuild ? [wholeStep(suiteNamed('build'), false)] : [];
  const own = named ? rest : args;
  const step = own.length === 0 ? wholeStep(wanted, false) : { suite: wanted, args: own, files: [] };
  return [[[...before, step]]];
}

/** A suite without a filter: all of it, or what of it belongs to the everyday run. */
function wholeStep(suite: Suite, everyday: boolean): Step {
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
  return { suite, files, verdict, outcome, took: seconds(startedAt) };
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

mkdirSync(reports, { recursive: true });
const done: Done[] = [];
for (const stage of plan(process.argv.slice(2))) {
  const results = await performStage(stage);
  done.push(...results);
  if (results.some(({ outcome }) => outcome.kind === 'interrupted')) break;
}
printResults(done);
for (const { suite, files } of process.argv.length === 2 ? done : [])
  if (suite.everyday) {
    const of = suite.files?.().length ?? 0;
    print(
      dim(
        `the everyday run has ${files.length} of ${of} files of ${suite.name}; all of them: npm test -- all`,
      ),
    );
  }
const verdicts = done.map(({ verdict }) => verdict);
print(summaryLine(verdicts));
const failed = verdicts.length === 0 || verdicts.some((verdict) => verdict.failed > 0);
process.exitCode = failed ? 1 : 0;
