/** The shell on the stand-in: the real bundles in a plain Node process, its windows in a real Chromium. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { controlAnswerSchema } from './control.ts';
import type { ControlAnswer, ControlRequest } from './control.ts';
import type { LaunchOptions, ShellApp } from './shell-app.ts';

const root = path.join(import.meta.dirname, '..', '..');
const origin = 'http://otklik.localhost';

type StandinOptions = LaunchOptions & { readonly dist: string };

export async function launchStandin(options: StandinOptions): Promise<ShellApp> {
  const child = startProcess(options);
  const control = openControl(child);
  const exited = once(child, 'exit');
  const connected = connect(control, exited);
  // An early failure is reported by whoever waits for the window.
  connected.catch(() => undefined);
  // Before the shell ends: Playwright is still recording what it sees of the pages.
  const disconnect = () => connected.then((browser) => browser.close()).catch(() => undefined);
  return {
    kind: 'standin',
    origin,
    window: async () => mainPage(await connected),
    main: (run: unknown, argument?: unknown) => control.evaluate(String(run), argument) as never,
    async startAgain() {
      const [code] = (await once(startProcess(options), 'exit')) as [number];
      return code;
    },
    async close() {
      await disconnect();
      if (child.connected) control.tell({ kind: 'quit' });
      await exited;
    },
    async kill() {
      await disconnect();
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function startProcess({ userData, env, dist, fakeDevices }: StandinOptions): ChildProcess {
  const args = [
    '--import',
    path.join(import.meta.dirname, 'register.ts'),
    path.join(dist, 'main', 'main.mjs'),
    `--user-data-dir=${userData}`,
    ...(fakeDevices ? ['--fake-devices=yes'] : []),
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    // Playwright's own workers preload things that the shell must not see.
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // Its log is in the data folder; here it is of interest only when the process failed.
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => void output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => void output.push(chunk));
  child.once('close', (code) => {
    if (code !== 0 && code !== null)
      console.error(`The shell exited with ${code}:\n${Buffer.concat(output).toString()}`);
  });
  return child;
}

interface Control {
  tell(request: ControlRequest): void;
  evaluate(source: string, argument: unknown): Promise<unknown>;
  /** Debugging endpoint of the Chromium that the stand-in started. */
  readonly endpoint: Promise<string>;
}

function openControl(child: ChildProcess): Control {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const endpoint = Promise.withResolvers<string>();
  let lastId = 0;
  child.on('message', (raw) => {
    const answer: ControlAnswer = controlAnswerSchema.parse(raw);
    if (answer.kind === 'browser') return endpoint.resolve(answer.endpoint);
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'result') call?.resolve(answer.value);
    else call?.reject(new Error(answer.message));
  });
  child.once('exit', () => {
    for (const call of waiting.values()) call.reject(new Error('the shell has exited'));
  });
  const tell = (request: ControlRequest) => void child.send(request);
  return {
    tell,
    endpoint: endpoint.promise,
    evaluate(source, argument) {
      const call = Promise.withResolvers<unknown>();
      lastId += 1;
      waiting.set(lastId, call);
      tell({ kind: 'evaluate', id: lastId, source, argument });
      return call.promise;
    },
  };
}

async function connect(control: Control, exited: Promise<unknown[]>): Promise<Browser> {
  const early = exited.then(([code]) => Promise.reject(new Error(`the shell exited with ${String(code)}`)));
  const endpoint = await Promise.race([control.endpoint, early]);
  return chromium.connectOverCDP(endpoint);
}

/** The first page that shows the renderer, waiting for it where needed. */
async function mainPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Chromium of the stand-in has no context');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForURL(`${origin}/**`);
  return page;
}
