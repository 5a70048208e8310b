import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isScript, isTest, listFiles } from '../lib/files.ts';
import { codeFolders } from '../lib/project.ts';
import { type Check, type CheckResult, type CheckScope, inScope } from './contract.ts';
import { type MeasuredFile, measure } from './measure.ts';
import { judgeTestLength } from './test-length.ts';

/** Numbers of docs/architecture.md: lines, and shares of the lines that are not blank. */
export const bounds = {
  fileMedian: 80,
  fileP95: 350,
  fileMax: 500,
  functionP95: 45,
  functionMax: 80,
  componentMax: 120,
  commentShare: { min: 0.08, max: 0.2 },
} as const;

/** Too few files say nothing about a share or a percentile. */
const ENOUGH_FILES = 20;

interface Entry extends MeasuredFile {
  readonly file: string;
}

/** Nearest-rank percentile; 0 for an empty list. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function commentShare(entries: readonly MeasuredFile[]): number {
  const lines = sum(entries.map((entry) => entry.lines - entry.blank));
  return lines === 0 ? 0 : sum(entries.map((entry) => entry.comments)) / lines;
}

/** What is wrong with one file whatever the others are like. */
function judgeFile(entry: Entry): string[] {
  const { file, lines, functions, barrels } = entry;
  const tooLong = functions.flatMap((fn) => {
    const max = fn.isComponent ? bounds.componentMax : bounds.functionMax;
    if (fn.lines <= max) return [];
    return [`${file}:${fn.line}: ${fn.name} has ${fn.lines} lines, allowed are ${max}`];
  });
  return [
    ...(lines > bounds.fileMax ? [`${file}: ${lines} lines, allowed are ${bounds.fileMax}`] : []),
    ...tooLong,
    ...barrels.map((line) => `${file}:${line}: a barrel; let others import from where it is written`),
  ];
}

/** The biggest files or functions, so that a broken percentile names where to begin. */
function worst(label: string, sizes: readonly { where: string; lines: number }[], above: number): string[] {
  const top = sizes.filter(({ lines }) => lines > above).toSorted((a, b) => b.lines - a.lines);
  return top.slice(0, 8).map(({ where, lines }) => `${where}: ${lines} lines, one of the longest ${label}`);
}

/** What is wrong with a group of files as a whole. */
function judgeGroup(name: string, entries: readonly Entry[]): string[] {
  if (entries.length < ENOUGH_FILES) return [];
  const files = entries.map(({ file, lines }) => ({ where: file, lines }));
  const functions = entries.flatMap(({ file, functions: list }) =>
    list.map((fn) => ({ where: `${file}:${fn.line} ${fn.name}`, lines: fn.lines })),
  );
  const median = percentile(
    files.map(({ lines }) => lines),
    0.5,
  );
  const p95 = percentile(
    files.map(({ lines }) => lines),
    0.95,
  );
  const fnP95 = percentile(
    functions.map(({ lines }) => lines),
    0.95,
  );
  const findings: string[] = [];
  if (median > bounds.fileMedian)
    findings.push(`${name}: median file has ${median} lines, allowed are ${bounds.fileMedian}`);
  if (p95 > bounds.fileP95) {
    findings.push(`${name}: 95th percentile of files is ${p95} lines, allowed are ${bounds.fileP95}`);
    findings.push(...worst('files', files, bounds.fileP95));
  }
  if (fnP95 > bounds.functionP95) {
    findings.push(
      `${name}: 95th percentile of functions is ${fnP95} lines, allowed are ${bounds.functionP95}`,
    );
    findings.push(...worst('functions', functions, bounds.functionP95));
  }
  return findings;
}

/** Comments of the product's code; a room is named when it drags the whole out of its bounds. */
function judgeComments(entries: readonly Entry[]): string[] {
  const share = commentShare(entries);
  const { min, max } = bounds.commentShare;
  if (entries.length < ENOUGH_FILES || (share >= min && share <= max)) return [];
  const rooms = Map.groupBy(entries, ({ file }) => file.split('/')[0] ?? '');
  const list = [...rooms].map(([room, inRoom]) => `${room} ${percent(commentShare(inRoom))}`);
  return [
    `comments are ${percent(share)} of the lines, wanted ${percent(min)} to ${percent(max)} (${list.join(', ')})`,
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function summarize(name: string, entries: readonly Entry[]): string {
  const sizes = entries.map(({ lines }) => lines);
  const functions = entries.flatMap(({ functions: list }) => list.map(({ lines }) => lines));
  return (
    `${name}: ${entries.length} files, ${sum(sizes)} lines, file median ${percentile(sizes, 0.5)} p95 ${percentile(sizes, 0.95)} ` +
    `max ${percentile(sizes, 1)}, function p95 ${percentile(functions, 0.95)} max ${percentile(functions, 1)}, ` +
    `comments ${percent(commentShare(entries))}`
  );
}

function run(scope: CheckScope): Promise<CheckResult> {
  const entries = codeFolders
    .flatMap((folder) => listFiles(scope.root, folder))
    .filter((file) => isScript(file) && inScope(file, scope))
    .map((file): Entry => ({ file, ...measure(file, readFileSync(path.join(scope.root, file), 'utf8')) }));
  const tests = entries.filter(({ file }) => isTest(file));
  const code = entries.filter(({ file }) => !isTest(file));
  const findings = [
    ...entries.flatMap(judgeFile),
    ...judgeGroup('code', code),
    ...judgeGroup('tests', tests),
  ];
  // Tests explain themselves by their names; only the product's code is asked for its reasons.
  findings.push(...judgeComments(code));
  if (entries.length === 0) findings.push('no files to measure were found');
  const groups = [summarize('code', code), ...(tests.length > 0 ? [summarize('tests', tests)] : [])];
  // A part of the tree says nothing about how much of it is tests.
  if (scope.paths.length === 0) {
    const length = judgeTestLength(scope.root, entries);
    findings.push(...length.findings);
    groups.push(...length.summary);
  }
  return Promise.resolve({ summary: groups.join('; '), findings });
}

/** Lengths of files and functions, share of comments, no barrels, tests as long as what they prove. */
export const limits: Check = { name: 'limits', run };
