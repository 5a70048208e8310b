import { spawn } from 'node:child_process';
import { buildParts, parts } from './lib/build-parts.ts';
import { provideElectron } from './lib/electron.ts';
import { type Hub, type HubReady, startHub } from './lib/hub.ts';
import { root } from './lib/project.ts';
import { onStop } from './lib/stop.ts';
import { bold, dim, print, red } from './lib/terminal.ts';

// npm start: hub with a demo company, and the operator's client.

function printReady({ url, clientUrl, shopUrl, chatUrl, logins }: HubReady): void {
  print(bold('\nOtklik is running.'));
  if (clientUrl) print(`  operator's client  ${clientUrl}`);
  if (shopUrl) print(`  demo shop          ${shopUrl}`);
  if (chatUrl) print(`  chat page          ${chatUrl}`);
  print(`  hub                ${url}`);
  if (logins.length > 0) print('\n  demo logins');
  for (const { login, password, name, role } of logins) {
    print(`    ${login.padEnd(12)} ${password.padEnd(14)} ${dim(`${name}, ${role}`)}`);
  }
  print(dim('\n  Ctrl+C stops everything.'));
}

/**
 * Opens the client's window. Ends the hub when the person closes it; where the window could not open or broke (libraries
 * that are missing, a graphics driver), the hub stays and the same client is named for a browser.
 */
function openElectron(program: string, hub: Hub, { url, clientUrl }: HubReady, abort: AbortSignal): void {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(program, [...sandbox, root], {
    cwd: root,
    env: { ...process.env, OTKLIK_HUB: url },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const broken = (how: string): void => {
    if (!abort.aborted) print(red(`\nElectron ${how}: open ${clientUrl ?? url} in a browser.`));
  };
  child.once('error', (error) => broken(`could not be started (${error.message})`));
  child.once('exit', (code, signal) => {
    if (code === 0) hub.stop(false);
    else broken(`ended with ${signal ?? `code ${code}`}`);
  });
  abort.addEventListener('abort', () => child.kill(), { once: true });
}

/** Finds or fetches Electron and opens the client in it, or says where else the client is. */
async function openClient(hub: Hub, ready: HubReady, abort: AbortSignal): Promise<void> {
  const progress = (megabytes: number): void => print(dim(`  downloading Electron: ${megabytes} MB`));
  const electron = await provideElectron(progress, abort);
  if (abort.aborted) return;
  if ('program' in electron) openElectron(electron.program, hub, ready, abort);
  else {
    const address = ready.clientUrl ?? ready.url;
    print(`\nElectron is not available (${electron.reason}): open ${address} in a browser.`);
  }
}

async function main(): Promise<number> {
  const stopping = new AbortController();
  const release = onStop(() => stopping.abort());
  const { failed } = await buildParts(parts.map(({ name }) => name));
  release();
  if (failed > 0) return 1;
  if (stopping.signal.aborted) return 130;
  const env = { DEMO: '1', LOG_LEVEL: 'error', LOG_PRETTY: '1', ...process.env };
  const hub = startHub(process.argv.slice(2), env);
  onStop((hard) => {
    print(dim(hard ? '\nStopping at once…' : '\nStopping…'));
    stopping.abort();
    hub.stop(hard);
  });
  const start = await hub.started;
  // Why it could not start the hub has said on the terminal, which it shares.
  if (start.type !== 'ready') return Math.max(1, (await hub.exited).code);
  printReady(start);
  const gone = hub.exited.then((end) => {
    if (end.trouble !== undefined) print(red(`\n${end.trouble}`));
    else if (!stopping.signal.aborted) print(dim('\nThe hub has stopped.'));
    stopping.abort();
    return end.code;
  });
  await openClient(hub, start, stopping.signal);
  return gone;
}

process.exitCode = await main();
