import { writeFileSync } from 'node:fs';
import { buildParts, parts } from './lib/build-parts.ts';
import { print } from './lib/terminal.ts';

// npm run build -- [--force] [part…]
const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('-'));
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
const reportFile = args.find((arg) => arg.startsWith('--report='))?.slice('--report='.length);
if (unknown.length > 0) {
  print(`Unknown part: ${unknown.join(', ')}. Parts: ${parts.map((part) => part.name).join(', ')}.`);
  process.exitCode = 2;
} else {
  const chosen = parts
    .map((part) => part.name)
    .filter((name) => wanted.length === 0 || wanted.includes(name));
  const { fresh, failed } = await buildParts(chosen, args.includes('--force'));
  if (reportFile !== undefined)
    writeFileSync(reportFile, JSON.stringify({ passed: fresh, failed, skipped: 0 }));
  process.exitCode = failed > 0 ? 1 : 0;
}
