import { type ChildProcess, spawn } from 'node:child_process';
import { z } from 'zod';
import { HUB_NODE_FLAGS } from './hub-flags.ts';
import { killTree } from './process-tree.ts';
import { fromRoot, root } from './project.ts';

const ready = z.object({
  type: z.literal('ready'),
  url: z.string(),
  clientUrl: z.string().nullish(),
  shopUrl: z.string().nullish(),
  chatUrl: z.string().nullish(),
  logins: z
    .array(z.object({ login: z.string(), password: z.string(), name: z.string(), role: z.string() }))
    .default([]),
});
const fatal = z.object({ type: z.literal('fatal'), code: z.string(), message: z.string() });

/** What the hub tells the process that started it, over the IPC channel. */
const hubMessage = z.discriminatedUnion('type', [ready, fatal]);

export type HubReady = z.infer<typeof ready>;

/** How the hub's start ended: it serves, it said why it cannot, or it just went away. */
export type HubStart = HubReady | z.infer<typeof fatal> | { readonly type: 'gone' };

export interface HubEnd {
  /** For our own exit; 128 stands for a signal. */
  readonly code: number;
  /** In a sentence for people: it crashed or was killed. Undefined when it stopped in order or we ended it. */
  readonly trouble?: string;
}

export interface Hub {
  readonly started: Promise<HubStart>;
  readonly exited: Promise<HubEnd>;
  /** @param hard without waiting for clients to be told and the database to be closed */
  readonly stop: (hard: boolean) => void;
}

/** Time for the hub to finish requests and close PostgreSQL. */
const STOP_MS = 30_000;

/** Starts the built hub. It ends by itself when this process does: its end of the IPC channel closes. */
export function startHub(args: readonly string[], env: NodeJS.ProcessEnv): Hub {
  const child = spawn(process.execPath, [...HUB_NODE_FLAGS, fromRoot('dist', 'hub', 'hub.mjs'), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Out of the terminal's group: Ctrl+C reaches it once and through us. Windows has no such groups.
    detached: process.platform !== 'win32',
  });
  let asked = false;
  const exited = new Promise<HubEnd>((resolve) => {
    const end = (code: number, how: string): void => {
      const trouble = `The hub ended unexpectedly (${how}): nobody is served any more. What it had acknowledged is kept; start it again.`;
      resolve(asked || code === 0 ? { code } : { code, trouble });
    };
    child.once('error', (error) => end(1, error.message));
    child.once('exit', (code, signal) => end(code ?? 128, signal ?? `code ${code}`));
  });
  const started = new Promise<HubStart>((resolve) => {
    child.on('message', (message) => {
      const parsed = hubMessage.safeParse(message);
      if (parsed.success) resolve(parsed.data);
    });
    for (const end of ['error', 'exit'] as const) child.once(end, () => resolve({ type: 'gone' }));
  });
  const stop = (hard: boolean): void => {
    if (asked && !hard) return;
    asked = true;
    stopHub(child, hard);
  };
  return { started, exited, stop };
}

function stopHub(child: ChildProcess, hard: boolean): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (hard) return killTree(pid);
  // On Windows kill() would be hard; a hub whose starter has gone stops by itself.
  if (process.platform !== 'win32') child.kill('SIGTERM');
  else if (child.connected) child.disconnect();
  const timer = setTimeout(() => killTree(pid), STOP_MS);
  child.once('exit', () => clearTimeout(timer));
}
