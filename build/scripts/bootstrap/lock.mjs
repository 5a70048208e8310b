import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BootstrapError, root } from './project.mjs';

const POLL_MS = 300;
const HEARTBEAT_MS = 2_000;
/** A lock of another machine (shared folder, container) counts as dead when it was silent for so long. */
const SILENT_MS = 30_000;

/** @param {string} file */
function readOwner(file) {
  try {
    const owner = /** @type {{ pid: number, host: string, id: string }} */ (
      JSON.parse(readFileSync(file, 'utf8'))
    );
    return { ...owner, silentMs: Date.now() - statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {NonNullable<ReturnType<typeof readOwner>>} owner */
function dead(owner) {
  return owner.host === os.hostname() ? !alive(owner.pid) : owner.silentMs > SILENT_MS;
}

/**
 * Takes away a dead owner's lock. Two waiters may try at once, so the file is moved aside first and looked at again:
 * whoever moved a living owner's lock by mistake puts it back.
 * @param {string} file
 * @param {string} id
 */
function removeDeadLock(file, id) {
  const aside = `${file}.${id}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const owner = readOwner(aside);
  if (owner && !dead(owner)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/**
 * Runs the work while no other process on this project does the same.
 * @template T
 * @param {string} name file name of the lock
 * @param {(ownerPid: number) => void} onWait called once when somebody else is at it
 * @param {(handOver: (pid: number) => void) => Promise<T>} work `handOver` makes a child the owner in the eyes of others:
 *   should this process be killed, they still wait for what it has started
 * @returns {Promise<T>}
 */
export async function withLock(name, onWait, work) {
  const file = path.join(root, '.cache', name);
  const id = `${process.pid}-${Date.now().toString(36)}`;
  const content = (/** @type {number} */ pid) => JSON.stringify({ pid, host: os.hostname(), id });
  let waited = false;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    for (;;) {
      try {
        writeFileSync(file, content(process.pid), { flag: 'wx' });
        break;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      const owner = readOwner(file);
      if (owner && dead(owner)) removeDeadLock(file, id);
      else if (owner && !waited) {
        onWait(owner.pid);
        waited = true;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } catch (error) {
    throw new BootstrapError(
      `The folder ${path.dirname(file)} cannot be written: ${/** @type {Error} */ (error).message}`,
    );
  }
  const heartbeat = setInterval(() => {
    // Without its file (somebody emptied .cache) the work still goes on.
    if (existsSync(file)) utimesSync(file, new Date(), new Date());
  }, HEARTBEAT_MS);
  try {
    return await work((pid) => writeFileSync(file, content(pid)));
  } finally {
    clearInterval(heartbeat);
    if (readOwner(file)?.id === id) rmSync(file, { force: true });
  }
}
