import { rmSync } from 'node:fs';
import { buildParts, parts } from './lib/build-parts.ts';
import { fromRoot } from './lib/project.ts';
import { run } from './lib/run.ts';
import { print } from './lib/terminal.ts';

// npm run screenshots -- [file or -g name]: every screen into screenshots/, in both languages and themes.
const { failed } = await buildParts(parts.map((part) => part.name));
if (failed > 0) {
  process.exitCode = 1;
} else {
  // Of a screen that is gone no picture stays; a part of the run leaves the others alone.
  if (process.argv.length === 2) rmSync(fromRoot('screenshots'), { recursive: true, force: true });
  const playwright = fromRoot('node_modules', '@playwright', 'test', 'cli.js');
  const outcome = await run([playwright, 'test', '--project=screenshots', ...process.argv.slice(2)]);
  process.exitCode = outcome.kind === 'exited' ? outcome.code : 1;
  if (process.exitCode === 0) print(`The pictures lie in ${fromRoot('screenshots')}.`);
}
