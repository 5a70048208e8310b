import { existsSync } from 'node:fs';
import path from 'node:path';
import { isScript, listFiles } from '../lib/files.ts';
import { codeFolders, fromRoot, toPosix } from '../lib/project.ts';
import { type Check, type CheckResult, type CheckScope, inScope } from './contract.ts';
import { lines, runTool } from './tool.ts';

const tsc = fromRoot('node_modules', 'typescript7', 'bin', 'tsc');

/** Processes at a time: the compiler is parallel in itself. */
const CONCURRENCY = 2;

interface ProjectResult {
  readonly errors: readonly string[];
  readonly files: readonly string[];
}

/** Type-checks one tsconfig and tells which of our files it saw. */
async function checkProject(root: string, project: string): Promise<ProjectResult> {
  // What was found the last time: only what a change reaches is looked at again.
  const memory = path.join(root, '.cache', 'types', `${project.replaceAll('/', '_')}.tsbuildinfo`);
  const { code, stdout, stderr } = await runTool(
    tsc,
    ['-p', project, '--pretty', 'false', '--listFiles', '--incremental', '--tsBuildInfoFile', memory],
    root,
  );
  const output = joinContinuations(lines(stdout + stderr));
  // A listed file is an absolute path and nothing else; an error message always has `error TS`.
  const listed = output.filter((line) => path.isAbsolute(line) && !/\berror TS\d+/.test(line));
  const files = listed.map((file) => toPosix(path.relative(root, file)));
  const errors = output.filter((line) => !listed.includes(line)).map(toPosix);
  if (code !== 0 && errors.length === 0)
    errors.push(`${project}: the compiler ended with code ${code} and no words`);
  return { errors, files: files.filter((file) => !file.startsWith('..') && !file.includes('node_modules/')) };
}

/** A long message goes on in indented lines; the last of them usually says what is really wrong. */
function joinContinuations(output: readonly string[]): string[] {
  return output.reduce<string[]>((joined, line) => {
    const last = joined.at(-1);
    if (/^\s/.test(line) && last !== undefined) return [...joined.slice(0, -1), `${last} ${line.trim()}`];
    return [...joined, line];
  }, []);
}

/** tsconfig files of the rooms that hold code. */
function findProjects(root: string, sources: readonly string[]): string[] {
  const configs = codeFolders
    .flatMap((folder) => listFiles(root, folder))
    .filter((file) => path.posix.basename(file) === 'tsconfig.json');
  return configs.filter((config) =>
    sources.some((file) => file.startsWith(`${path.posix.dirname(config)}/`)),
  );
}

async function run(scope: CheckScope): Promise<CheckResult> {
  const sources = codeFolders
    .flatMap((folder) => listFiles(scope.root, folder))
    .filter((file) => isScript(file) && !file.endsWith('.cjs'));
  const queue = findProjects(scope.root, sources);
  const count = queue.length;
  const findings = new Set<string>();
  const seen = new Set<string>();
  const work = async (): Promise<void> => {
    for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
      const result = await checkProject(scope.root, project);
      for (const error of result.errors) findings.add(error);
      for (const file of result.files) seen.add(file);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  for (const file of sources) {
    if (!seen.has(file)) findings.add(`${file}: belongs to no tsconfig, so nothing checks its types`);
  }
  if (count === 0) findings.add('no tsconfig with code was found');
  return {
    summary: `${count} projects, ${seen.size} files`,
    findings: [...findings].filter(
      (line) => !existsSync(path.join(scope.root, fileOf(line))) || inScope(fileOf(line), scope),
    ),
  };
}

/** File a compiler message is about: `src/a.ts(3,7): error TS2322: …`. */
function fileOf(message: string): string {
  return /^([^(:]+)[(:]/.exec(message)?.[1] ?? '';
}

/** Every room against its own tsconfig, and every file in at least one. */
export const types: Check = { name: 'types', run };
