import { buildParts } from './lib/build-parts.ts';
import { fromRoot } from './lib/project.ts';
import { run } from './lib/run.ts';

// npm run chaos -- [--seed N] [--steps M] [--browsers K] …: see docs/testing.md. Ends with one line of figures.
const args = process.argv.slice(2);
const parts = args.includes('--browsers') ? (['hub', 'widget', 'renderer'] as const) : (['hub'] as const);
const failed = args.includes('--help') ? 0 : (await buildParts([...parts])).failed;
if (failed > 0) process.exitCode = 1;
else {
  const outcome = await run([fromRoot('tests', 'chaos', 'run.ts'), ...args], {});
  process.exitCode = outcome.kind === 'exited' ? outcome.code : 1;
}
