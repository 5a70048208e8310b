import { buildParts } from './lib/build-parts.ts';
import { startHub } from './lib/hub.ts';
import { print, red } from './lib/terminal.ts';
import { onStop } from './lib/stop.ts';

// npm run hub -- [--help]: the hub alone, for a server; settings come from the environment.
const { failed } = await buildParts(['hub', 'widget', 'renderer']);
if (failed > 0) {
  process.exitCode = 1;
} else {
  const hub = startHub(process.argv.slice(2), {});
  onStop((hard) => hub.stop(hard));
  const start = await hub.started;
  if (start.type === 'ready') print(`The hub serves at ${start.url}`);
  const { code, trouble } = await hub.exited;
  // Why it could not start, and its help, it has said itself.
  if (start.type === 'ready' && trouble !== undefined) print(red(`\n${trouble}`));
  process.exitCode = code;
}
