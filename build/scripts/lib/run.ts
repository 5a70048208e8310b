import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { descendants, killTree, signal } from './process-tree.ts';
import { root } from './project.ts';
import { onStop } from './stop.ts';

/** How a program ended. */
export type Outcome =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'timedOut'; readonly afterMs: number }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'failedToStart'; readonly message: string };

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
  /** Time to close browsers and databases in order, after being told to stop; 10 s. */
  readonly graceMs?: number;
  /** Receives the output piece by piece; without it the output goes to the terminal. */
  readonly onOutput?: (text: string) => void;
}

const GRACE_MS = 10_000;
/** A left-over grandchild may hold the output open; it does not hold us up for longer than this. */
const DRAIN_MS = 2_000;

const windows = process.platform === 'win32';

/**
 * Runs a Node script (or another program) to its end. Whatever it started and left behind is ended as well:
 * on a normal exit, on a timeout, and when this process is told to stop.
 * @param args first the script or program, then its arguments; a `.ts`, `.js`, `.mjs` or `.cjs` runs on this Node
 */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const [program, ...rest] = asCommand(args);
  const output = options.onOutput ? 'pipe' : 'inherit';
  const child = spawn(program, rest, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', output, output],
    // A group of its own: Ctrl+C reaches this process first, which then stops the child in order.
    detached: !windows,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => options.onOutput?.(text));
  }
  const closed = new Promise((resolve) => child.once('close', resolve));
  const outcome = await supervise(child, options);
  if (child.pid !== undefined && !windows) signal(-child.pid, 'SIGKILL');
  await Promise.race([closed, delay(DRAIN_MS, undefined, { ref: false })]);
  return outcome;
}

/** A program, or a script for the Node that runs this one. */
function asCommand(args: readonly string[]): [string, ...string[]] {
  const [first = '', ...rest] = args;
  return /\.(ts|js|mjs|cjs)$/.test(first) ? [process.execPath, first, ...rest] : [first, ...rest];
}

/** Waits for the end of a child, or brings it about. */
function supervise(child: ChildProcess, { timeoutMs, graceMs = GRACE_MS }: RunOptions): Promise<Outcome> {
  let early: Outcome | undefined;
  let hardStop: NodeJS.Timeout | undefined;
  let family: readonly number[] = [];
  const stop = (outcome: Outcome, hard: boolean): void => {
    if (child.pid === undefined) return;
    const pid = child.pid;
    early ??= outcome;
    // Remembered now: once their parents are dead, nothing tells whose children they were.
    if (!windows) family = descendants(pid);
    if (hard) return killTree(pid);
    if (!windows) signal(pid, 'SIGTERM');
    hardStop ??= setTimeout(() => killTree(pid), graceMs);
  };
  const release = onStop((hard) => stop({ kind: 'interrupted' }, hard));
  const expire = (afterMs: number): void => stop({ kind: 'timedOut', afterMs }, windows);
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => expire(timeoutMs), timeoutMs);
  return new Promise((resolve) => {
    const finish = (outcome: Outcome): void => {
      clearTimeout(timer);
      clearTimeout(hardStop);
      release();
      for (const pid of family) signal(pid, 'SIGKILL');
      resolve(early ?? outcome);
    };
    child.on('error', (error) => finish({ kind: 'failedToStart', message: error.message }));
    child.on('exit', (code) => finish({ kind: 'exited', code: code ?? 1 }));
  });
}
