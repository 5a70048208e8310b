/** The hub as a program: settings from the environment, words for people on the terminal, messages for the one who started it. */
import type { HubReady, HubSaid } from '#shared/wire/process.ts';
import { configHelp, ConfigError, parseConfig } from './config.ts';
import { startHub, type Hub, type HubOptions } from './hub.ts';
import { messageOf, StartError } from './lib/errors.ts';

/** Stopping takes at most so long; what still runs then is cut off. */
const STOP_MS = 20_000;
/** Until the hub serves there is nobody to finish with: a start that hangs (a database, a disk) is cut off sooner. */
const STOP_START_MS = 3_000;

let cutOff: NodeJS.Timeout | undefined;

function cutOffAfter(ms: number): void {
  clearTimeout(cutOff);
  cutOff = setTimeout(() => process.exit(1), ms).unref();
}

/** Tells the process that started us, if it wants to know. */
function tellParent(message: HubSaid): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });
}

function readyMessage(hub: Hub): HubReady {
  const { url, demo } = hub;
  return {
    type: 'ready',
    url,
    clientUrl: `${url}/app/`,
    shopUrl: demo && `${url}/demo/`,
    chatUrl: demo && `${url}/chat/${demo.channelId}/`,
    logins: demo?.logins ?? [],
  };
}

async function run(options: HubOptions): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(configHelp());
    return;
  }
  const stopping = new AbortController();
  let starting = true;
  const askedToStop = new Promise<void>((resolve) => {
    const ask = (): void => {
      if (starting && !stopping.signal.aborted) cutOffAfter(STOP_START_MS);
      stopping.abort();
      resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, ask);
    // Whoever started us with a channel and is gone will never stop us.
    if (process.channel) process.on('disconnect', ask);
  });
  const hub = await startHub(parseConfig(process.env), options);
  starting = false;
  if (!stopping.signal.aborted) {
    const ready = readyMessage(hub);
    await tellParent(ready);
    if (!process.send) announce(ready);
    await askedToStop;
  }
  cutOffAfter(STOP_MS);
  await hub.stop();
  if (process.connected) process.disconnect();
}

function announce(ready: HubReady): void {
  const lines = [`Otklik hub: ${ready.url}`, `Client:     ${ready.clientUrl}`];
  if (ready.shopUrl) lines.push(`Demo shop:  ${ready.shopUrl}`);
  for (const { login, password, name, role } of ready.logins) {
    lines.push(`  ${login.padEnd(8)} ${password.padEnd(8)} ${name} (${role})`);
  }
  process.stderr.write(`${lines.join('\n')}\n`);
}

async function failToStart(error: unknown): Promise<never> {
  const code =
    error instanceof StartError ? error.code : error instanceof ConfigError ? 'bad_config' : 'internal';
  const message = messageOf(error);
  process.stderr.write(`${message}\n`);
  if (code === 'internal' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  await tellParent({ type: 'fatal', code, message });
  process.exit(1);
}

/** @param options what is different of it; for tests */
export async function runProgram(options: HubOptions = {}): Promise<void> {
  await run(options).catch(failToStart);
}
