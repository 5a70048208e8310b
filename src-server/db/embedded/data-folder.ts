/** The hub's data folder: making it, and making sure that only one hub uses it. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, link, mkdir, open, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { codeOf, messageOf, StartError } from '../../lib/errors.ts';

const LOCK_FILE = 'hub.lock';

const lockSchema = z.object({ pid: z.int().positive(), startedAt: z.string() });
type Owner = z.infer<typeof lockSchema>;

/**
 * Makes the folder if needed and proves that it can be written.
 * @throws StartError `data_not_writable`
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  const probe = path.join(folder, `.probe-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, '');
    await unlink(probe);
    // PostgreSQL never runs as root, so its own user must be able to pass through to its folder.
    if (process.getuid?.() === 0) await chmod(folder, 0o711);
  } catch (error) {
    throw new StartError(
      'data_not_writable',
      `The data folder ${folder} cannot be written (${messageOf(error)}). Choose another with DATA_DIR or change its rights.`,
      { cause: error },
    );
  }
}

/**
 * Claims the folder for this process; a claim whose process is dead is taken over.
 * @returns function that gives the folder up
 * @throws StartError `data_in_use`
 */
export async function claimDataFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, LOCK_FILE);
  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid) };
  for (let tries = 0; tries < 5; tries += 1) {
    if (await createLock(file, mine)) return () => unlink(file).catch(() => undefined);
    const text = await readFile(file, 'utf8').catch(() => '');
    const owner = parseOwner(text);
    if (owner && isAlive(owner)) {
      throw new StartError(
        'data_in_use',
        `Another hub (process ${owner.pid}) already uses the data folder ${folder}. Stop it, or give this one another DATA_DIR.`,
      );
    }
    await removeStale(file, text);
  }
  throw new StartError('data_in_use', `Other hubs are starting on the data folder ${folder}. Try again.`);
}

async function createLock(file: string, owner: Owner): Promise<boolean> {
  const draft = `${file}.${owner.pid}.${randomBytes(4).toString('hex')}`;
  try {
    // Written aside and linked, so that nobody ever reads half a lock.
    const handle = await open(draft, 'wx', 0o600);
    await handle.writeFile(JSON.stringify(owner));
    await handle.close();
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** Moves a dead process's lock away; puts it back if, meanwhile, it became somebody's living one. */
async function removeStale(file: string, seen: string): Promise<void> {
  const aside = `${file}.stale.${randomBytes(4).toString('hex')}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => null);
  if (moved !== null && moved !== seen) await link(aside, file).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
}

function parseOwner(text: string): Owner | null {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  if (owner.pid === process.pid) return owner.startedAt === startOf(process.pid) && owner.startedAt !== '';
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  // The number may have been given to another process since.
  return owner.startedAt === '' || owner.startedAt === startOf(owner.pid);
}

/** When a process began, in the system's own units; empty where that cannot be told. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the name (field 2) may contain spaces and brackets, so count from its end.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
