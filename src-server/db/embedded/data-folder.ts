/** The hub's data folder: making it, and making sure that only one hub uses it. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, link, mkdir, readFile, rename, stat as look, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { codeOf, messageOf, StartError } from '../../lib/errors.ts';

const LOCK_FILE = 'hub.lock';

const lockSchema = z.object({
  pid: z.int().positive(),
  startedAt: z.string(),
  /** Where it serves; missing while it is starting. */
  url: z.string().optional(),
});
type Owner = z.infer<typeof lockSchema>;

export interface DataFolderClaim {
  /** Lets a second hub on the same folder say where this one is. */
  announce(url: string): Promise<void>;
  /** Gives the folder up. */
  release(): Promise<void>;
}

/**
 * Makes the folder if needed and proves that it can be written.
 * @throws StartError `data_not_writable`
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  const probe = path.join(folder, `.probe-${randomBytes(6).toString('hex')}`);
  try {
    await makeFolders(folder);
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

/** Not `recursive`: where a folder cannot be made although its parent is there (below /proc), that never comes back. */
async function makeFolders(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolders(parent);
  await mkdir(folder, { mode: 0o700 }).catch(async (error: unknown) => {
    if (codeOf(error) !== 'EEXIST' || !(await isFolder(folder))) throw error;
  });
}

/** What cannot be looked at is left to the attempt to make something in it, whose error says more. */
async function isFolder(place: string): Promise<boolean> {
  return await look(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * A second hub on one folder is told so before it looks for a port, which is probably the first one's too. Only a hint:
 * what keeps two hubs apart is `claimDataFolder`.
 * @throws StartError `data_in_use`
 */
export async function refuseSecondHub(folder: string): Promise<void> {
  const owner = parseOwner(await readFile(path.join(folder, LOCK_FILE), 'utf8').catch(() => ''));
  if (owner && isAlive(owner)) throw inUse(folder, owner);
}

function inUse(folder: string, owner: Owner): StartError {
  const where =
    owner.url === undefined ? 'is just starting' : `serves at ${owner.url} (client: ${owner.url}/app/)`;
  return new StartError(
    'data_in_use',
    `Otklik is already running: a hub (process ${owner.pid}) uses the data folder ${folder} and ${where}. ` +
      'Use that one, stop it first, or give this one another DATA_DIR and PORT.',
  );
}

/**
 * Claims the folder for this process; a claim whose process is dead is taken over.
 * @throws StartError `data_in_use`
 */
export async function claimDataFolder(folder: string): Promise<DataFolderClaim> {
  const file = path.join(folder, LOCK_FILE);
  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid) };
  for (let tries = 0; tries < 5; tries += 1) {
    if (await createLock(file, mine)) {
      return {
        announce: (url) => replaceLock(file, { ...mine, url }),
        release: () => unlink(file).catch(() => undefined),
      };
    }
    const text = await readFile(file, 'utf8').catch(() => '');
    const owner = parseOwner(text);
    if (owner && isAlive(owner)) throw inUse(folder, owner);
    await removeStale(file, text);
  }
  throw new StartError('data_in_use', `Other hubs are starting on the data folder ${folder}. Try again.`);
}

async function createLock(file: string, owner: Owner): Promise<boolean> {
  const draft = await writeDraft(file, owner);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** Only the owner does this: nobody takes a lock over whose process lives. */
async function replaceLock(file: string, owner: Owner): Promise<void> {
  await rename(await writeDraft(file, owner), file);
}

/** Written aside and then linked or moved to its place, so that nobody ever reads half a lock. */
async function writeDraft(file: string, owner: Owner): Promise<string> {
  const draft = `${file}.${owner.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
  return draft;
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
