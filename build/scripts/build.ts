import { buildParts, parts } from './lib/build-parts.ts';
import { print } from './lib/terminal.ts';

// npm run build -- [--force] [part…]
const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('-'));
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  print(`Unknown part: ${unknown.join(', ')}. Parts: ${parts.map((part) => part.name).join(', ')}.`);
  process.exitCode = 2;
} else {
  const chosen = parts.filter((part) => wanted.length === 0 || wanted.includes(part.name));
  await buildParts(
    chosen.map((part) => part.name),
    args.includes('--force'),
  );
}
