import { writeFileSync } from 'node:fs';
import { checks } from './check/all.ts';
import type { Check, CheckScope } from './check/contract.ts';
import { root, toPosix } from './lib/project.ts';
import { dim, green, print, red, seconds } from './lib/terminal.ts';

// npm run check -- [check…] [path…] [--report=file]
// `npm run check -- lint src-server` runs one check and shows what it found in one folder.

/** Findings printed per check; the rest is only counted. */
const SHOWN = 200;

async function perform(check: Check, scope: CheckScope): Promise<boolean> {
  const startedAt = performance.now();
  const { summary, findings } = await check.run(scope).catch((error: unknown) => ({
    summary: 'crashed',
    findings: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  const passed = findings.length === 0;
  print(`${passed ? green('✓') : red('✗')} ${check.name.padEnd(7)} ${summary} ${dim(seconds(startedAt))}`);
  for (const finding of findings.slice(0, SHOWN)) print(`    ${finding}`);
  if (findings.length > SHOWN) print(`    … and ${findings.length - SHOWN} more`);
  if (!passed) print(red(`    ${check.name}: ${findings.length} found`));
  return passed;
}

const args = process.argv.slice(2);
const reportFile = args.find((arg) => arg.startsWith('--report='))?.slice('--report='.length);
const words = args.filter((arg) => !arg.startsWith('--'));
const named = checks.filter(({ name }) => words.includes(name));
const paths = words.filter((word) => !checks.some(({ name }) => name === word)).map(toPosix);
const scope: CheckScope = { root, paths };

let passed = 0;
let failed = 0;
for (const check of named.length > 0 ? named : checks) {
  // One after the other, so that the lines come in order; each check is parallel in itself.
  if (await perform(check, scope)) passed += 1;
  else failed += 1;
}
print(`${passed} checks passed, ${failed} failed`);
if (reportFile !== undefined) writeFileSync(reportFile, JSON.stringify({ passed, failed, skipped: 0 }));
process.exitCode = failed > 0 ? 1 : 0;
