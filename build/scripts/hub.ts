import { buildParts } from './lib/build-parts.ts';
import { startHub } from './lib/hub.ts';
import { print } from './lib/terminal.ts';
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
  process.exitCode = await hub.exited;
}
