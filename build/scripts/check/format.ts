import path from 'node:path';
import { isScript, listFiles } from '../lib/files.ts';
import { fromRoot } from '../lib/project.ts';
import { type Check, type CheckResult, type CheckScope, inScope } from './contract.ts';
import { lines, runTool } from './tool.ts';

const prettier = fromRoot('node_modules', 'prettier', 'bin', 'prettier.cjs');

/** Files Prettier is asked about; the lock file belongs to npm, and prose to its author. */
export function formattable(scope: CheckScope): string[] {
  const wanted = (file: string): boolean => isScript(file) || /\.(json|css|html|ya?ml|d\.ts)$/.test(file);
  return listFiles(scope.root)
    .filter((file) => wanted(file) && path.posix.basename(file) !== 'package-lock.json')
    .filter((file) => inScope(file, scope));
}

async function run(scope: CheckScope): Promise<CheckResult> {
  const files = formattable(scope);
  if (files.length === 0) return { summary: '0 files', findings: ['no files to check were found'] };
  const cache = path.join(scope.root, '.cache', 'prettier');
  const args = [
    '--list-different',
    '--cache',
    '--cache-strategy',
    'content',
    '--cache-location',
    cache,
    ...files,
  ];
  const { code, stdout, stderr } = await runTool(prettier, args, scope.root);
  const different = lines(stdout).map((file) => `${file}: not formatted (npm run format -- ${file})`);
  const failures = lines(stderr).filter((line) => line.includes('[error]'));
  const findings = [...different, ...failures];
  if (code !== 0 && findings.length === 0) findings.push(`Prettier ended with code ${code}: ${stderr}`);
  return { summary: `${files.length} files`, findings };
}

/** Prettier, without changing anything. */
export const format: Check = { name: 'format', run };
