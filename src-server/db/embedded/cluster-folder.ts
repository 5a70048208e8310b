/** The files of the embedded PostgreSQL: made whole or not at all, and looked at before they are trusted. */
import { randomBytes } from 'node:crypto';
import { existsSync, readlinkSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { messageOf, StartError } from '../../lib/errors.ts';
import { run, type Programs } from './programs.ts';

const secretSchema = z.object({ password: z.string().min(20) });

/** Name of the database's only role. */
export const ROLE = 'otklik';

/**
 * Makes a cluster in `folder` if there is none yet.
 * @returns the role's password, kept in a file beside it that only the hub's user may read
 * @throws StartError `data_damaged` when what is there is not a whole cluster
 */
export async function ensureCluster(programs: Programs, folder: string, secretFile: string): Promise<string> {
  if (!existsSync(folder)) return await createCluster(programs, folder, secretFile);
  for (const part of ['PG_VERSION', 'global/pg_control', 'base', 'pg_wal']) {
    if (!existsSync(path.join(folder, part))) throw damaged(folder, `${part} is missing`);
  }
  const version = (await readFile(path.join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (version !== '18') {
    throw new StartError(
      'database_failed',
      `The data folder ${folder} belongs to PostgreSQL ${version}, but this hub brings PostgreSQL 18. ` +
        'Move it with pg_upgrade or a dump, or start the version of the hub that made it.',
    );
  }
  try {
    return secretSchema.parse(JSON.parse(await readFile(secretFile, 'utf8'))).password;
  } catch (error) {
    throw damaged(folder, `its password file ${secretFile} cannot be read: ${messageOf(error)}`);
  }
}

export function damaged(folder: string, detail: string): StartError {
  return new StartError(
    'data_damaged',
    `The database in ${folder} is damaged: ${detail}. Nothing was changed. ` +
      'Restore the folder from a backup, or move it away to begin with an empty one.',
  );
}

async function createCluster(programs: Programs, folder: string, secretFile: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  // Made aside and renamed, so that a power cut in the middle leaves nothing that looks like a cluster.
  const draft = `${folder}.new`;
  const passwordFile = `${draft}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (programs.account) {
      await chown(draft, programs.account.uid, programs.account.gid);
      await chown(passwordFile, programs.account.uid, programs.account.gid);
    }
    const made = await run(
      programs,
      programs.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${ROLE}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Sorting and case by PostgreSQL's own tables: the same on every system, whatever locales it has.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
      ],
      [path.dirname(draft)],
    );
    if (made.code !== 0) {
      throw new StartError(
        'database_failed',
        `PostgreSQL could not make ${folder}:\n${reasonIn(made.output)}`,
      );
    }
  } finally {
    await unlink(passwordFile).catch(() => undefined);
  }
  await writeFile(secretFile, JSON.stringify({ password }), { mode: 0o600 });
  await chmod(secretFile, 0o600);
  await rename(draft, folder);
  return password;
}

/**
 * Ends a server that a killed hub left running on this folder. The caller holds the folder's lock, so nobody living needs it;
 * `pg_ctl` finds the server by its own `postmaster.pid` in this very folder.
 */
export async function stopOrphan(programs: Programs, folder: string): Promise<void> {
  const pidFile = path.join(folder, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number.parseInt(text, 10);
  if (!runsHere(pid, folder)) {
    // The number belongs to nobody or to a stranger by now; PostgreSQL would take a stranger for itself and refuse.
    await unlink(pidFile).catch(() => undefined);
    return;
  }
  await stopServer(programs, folder, 'fast');
}

/** Whether this process is a server on this folder, as far as the system tells; when it does not, PostgreSQL's word counts. */
function runsHere(pid: number, folder: string): boolean {
  if (!(pid > 0)) return false;
  if (!existsSync('/proc/self/cwd')) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === path.resolve(folder);
  } catch {
    return false;
  }
}

/** Stops the server that runs on the folder and waits for it. `fast` ends sessions and leaves the files clean. */
export async function stopServer(
  programs: Programs,
  folder: string,
  mode: 'fast' | 'immediate',
): Promise<boolean> {
  const args = ['stop', '-D', folder, '-m', mode, '-w', '-t', '20', '-s'];
  const { code } = await run(programs, programs.pgCtl, args, [folder]);
  return code === 0;
}

/** The line in which PostgreSQL gave up, in its words but without its marks; the last lines when there is none. */
export function reasonIn(output: string): string {
  const lines = output.trim().split('\n');
  for (const level of ['PANIC', 'FATAL', 'ERROR']) {
    const found = lines.find((line) => line.includes(`${level}:`));
    if (found) return found.replace(/^.*?(PANIC|FATAL|ERROR):\s*/, '');
  }
  return lines.slice(-6).join('\n');
}
