import { listFiles } from '../lib/files.ts';
import { fromRoot, root } from '../lib/project.ts';
import { type Tally, fromChecks, fromPlaywright, fromVitest } from './report.ts';

/** One step of the test command: a program that leaves a report in a file. */
export interface Suite {
  readonly name: 'build' | 'check' | 'unit' | 'integration' | 'e2e';
  /** Against hanging: a shared machine may be three times as slow as another, and the more tests there are the longer it takes. */
  readonly timeoutMs: number;
  /** Test files that exist. Undefined: the suite is no list of files. */
  readonly files?: () => string[];
  /** The files that the everyday run is content with; undefined: it runs all of them. */
  readonly everyday?: readonly string[];
  readonly command: (reportFile: string, args: readonly string[]) => readonly string[];
  readonly env?: (reportFile: string) => NodeJS.ProcessEnv;
  readonly parse: (data: unknown) => Tally;
}

const MINUTE = 60_000;
const vitest = fromRoot('node_modules', 'vitest', 'vitest.mjs');
const playwright = fromRoot('node_modules', '@playwright', 'test', 'cli.js');

const isIntegration = (file: string): boolean => file.startsWith('tests/integration/');
const isPlaywright = (file: string): boolean => file.endsWith('.spec.ts');
const apart = /^tests\/(chaos|screenshots)\//;

/** Test files of the project, sorted into suites by place and ending as vitest.config.ts and playwright.config.ts do. */
function testFiles(belongs: (file: string) => boolean): string[] {
  const folders = ['src-shared', 'src-server', 'src-renderer', 'src-main', 'src-widget', 'build', 'tests'];
  return folders
    .flatMap((folder) => listFiles(root, folder))
    .filter((file) => !apart.test(file) && belongs(file));
}

const vitestCommand =
  (project: string) =>
  (reportFile: string, args: readonly string[]): readonly string[] => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    return [vitest, 'run', '--project', project, ...reporters, ...args];
  };

/**
 * The path on which everything else stands, from the start to the answer on the client's page, with what may come between: races, a
 * hub or a network that goes away, hostile texts, sessions, hidden messages, the shell (docs/decisions/042).
 */
const EVERYDAY_IN_BROWSER = [
  'tests/e2e/hidden-mode.spec.ts',
  'tests/e2e/hostile.spec.ts',
  'tests/e2e/interruptions.spec.ts',
  'tests/e2e/keyboard.spec.ts',
  'tests/e2e/newcomer.spec.ts',
  'tests/e2e/race.spec.ts',
  'tests/e2e/session.spec.ts',
  'tests/e2e/stale-send.spec.ts',
  'tests/e2e/start.spec.ts',
  'tests/shell/operator.spec.ts',
  'tests/shell/window.spec.ts',
  'tests/widget/talk.spec.ts',
];

export const suites: readonly Suite[] = [
  {
    name: 'build',
    timeoutMs: 5 * MINUTE,
    command: (reportFile, args) => [
      fromRoot('build', 'scripts', 'build.ts'),
      `--report=${reportFile}`,
      ...args,
    ],
    parse: fromChecks,
  },
  {
    name: 'check',
    timeoutMs: 8 * MINUTE,
    command: (reportFile, args) => [
      fromRoot('build', 'scripts', 'check.ts'),
      `--report=${reportFile}`,
      ...args,
    ],
    parse: fromChecks,
  },
  {
    name: 'unit',
    timeoutMs: 12 * MINUTE,
    files: () => testFiles((file) => /\.test\.tsx?$/.test(file) && !isIntegration(file)),
    command: vitestCommand('unit'),
    parse: (data) => fromVitest(data, root),
  },
  {
    name: 'integration',
    timeoutMs: 20 * MINUTE,
    files: () => testFiles((file) => isIntegration(file) && file.endsWith('.test.ts')),
    command: vitestCommand('integration'),
    parse: (data) => fromVitest(data, root),
  },
  {
    name: 'e2e',
    timeoutMs: 62 * MINUTE,
    files: () => testFiles(isPlaywright),
    everyday: EVERYDAY_IN_BROWSER,
    command: (_reportFile, args) => [
      playwright,
      'test',
      '--project=e2e',
      '--project=shell',
      '--reporter=list,json',
      ...args,
    ],
    env: (reportFile) => ({
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
      PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
    }),
    parse: (data) => fromPlaywright(data, root),
  },
];

export function suiteNamed(name: Suite['name']): Suite {
  const suite = suites.find((candidate) => candidate.name === name);
  if (suite === undefined) throw new Error(`there is no suite ${name}`);
  return suite;
}

/** The suite a test file belongs to, so that `npm test -- path` finds its runner. */
export function suiteOfPath(path: string): Suite['name'] {
  if (isPlaywright(path) || /^tests\/(e2e|gallery|shell|widget)\b/.test(path)) return 'e2e';
  return /^tests\/integration\b/.test(path) ? 'integration' : 'unit';
}
