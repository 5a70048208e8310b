import { buildParts } from './lib/build-parts.ts';
import { fromRoot } from './lib/project.ts';
import { run } from './lib/run.ts';

// npm run bench -- [--help] [--only NAME] [--scale N] [--quick]: every goal beside its floor and its peers.
const { failed } = await buildParts(['hub', 'widget', 'renderer']);
if (failed > 0) {
  process.exitCode = 1;
} else {
  const outcome = await run([fromRoot('tests', 'bench', 'main.ts'), ...process.argv.slice(2)], {
    graceMs: 30_000,
  });
  process.exitCode = outcome.kind === 'exited' ? outcome.code : 1;
}
