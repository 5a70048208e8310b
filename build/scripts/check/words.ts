import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '../lib/files.ts';
import { type Check, type CheckResult, type CheckScope, inScope } from './contract.ts';

/** What must not be written down in the project, and why. */
const forbidden: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    // In the lock file every entry would name the registry of whoever installed last.
    pattern:
      /https?:\/\/[^\s"'`<>)]*(\/-\/[^\s"'`<>)]+\.tgz|\bregistry\b|\bnpmjs\b|\bartifactory\b|\bverdaccio\b)/i,
    why: 'address of a package registry',
  },
  {
    pattern: /(^|[\s"'`=(:])\/(home|Users|root|work|mnt|private\/var)\/[\w.-]+/,
    why: 'absolute path of somebody’s machine',
  },
  { pattern: /\b[A-Za-z]:\\(Users|home|work)\\/, why: 'absolute path of somebody’s machine' },
  { pattern: /^(<{7}|>{7})( |$)/, why: 'merge conflict marker' },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, why: 'private key' },
];

const TEXT =
  /\.(ts|tsx|mts|mjs|cjs|js|json|css|html|ya?ml|md|txt|sql|sh|toml|env)$|(^|\/)(\.[\w.-]+|run|LICENSE)$/;

/** Hidden files of the top are part of the project, too. */
const HIDDEN = ['.ci/run', '.github', '.npmrc', '.gitignore', '.oxlintrc.json', '.dependency-cruiser.cjs'];

function findIn(root: string, file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return text.split(/\r?\n/).flatMap((line, index) => {
    const hits = forbidden.filter(({ pattern }) => pattern.test(line));
    return hits.map(({ why }) => `${file}:${index + 1}: ${why}: ${line.trim().slice(0, 100)}`);
  });
}

function run(scope: CheckScope): Promise<CheckResult> {
  const files = [...listFiles(scope.root), ...HIDDEN.flatMap((entry) => listFiles(scope.root, entry))];
  const wanted = files.filter((file) => TEXT.test(file) && inScope(file, scope));
  const findings = wanted.flatMap((file) => findIn(scope.root, file));
  if (wanted.length === 0) findings.push('no text files were found');
  return Promise.resolve({ summary: `${wanted.length} files, ${forbidden.length} patterns`, findings });
}

/** Nothing that belongs to one machine or one person. */
export const words: Check = { name: 'words', run };
