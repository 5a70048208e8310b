/**
 * The lock behind `app.requestSingleInstanceLock()`. It has to answer at once, so it is a file with the
 * owner's process id; a second start leaves a note that the owner is watching for.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const noteSchema = z.object({ argv: z.array(z.string()), cwd: z.string() });

/**
 * @param onSecond called in the owner for every later start.
 * @returns false when a living process owns the folder.
 */
export function claimLock(
  folder: string,
  argv: readonly string[],
  onSecond: (argv: string[], cwd: string) => void,
): boolean {
  const lock = path.join(folder, 'standin-lock');
  const notes = path.join(folder, 'standin-second-instances');
  mkdirSync(notes, { recursive: true });
  const owner = readOwner(lock);
  if (owner !== null && owner !== process.pid && isAlive(owner)) {
    const note = path.join(notes, `${process.pid}`);
    writeFileSync(note, JSON.stringify({ argv, cwd: process.cwd() }));
    return false;
  }
  writeFileSync(lock, String(process.pid));
  const watcher = watch(notes, () => readNotes(notes, onSecond));
  watcher.unref();
  process.once('exit', () => rmSync(lock, { force: true }));
  return true;
}

function readOwner(lock: string): number | null {
  try {
    return Number.parseInt(readFileSync(lock, 'utf8'), 10);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function readNotes(folder: string, onSecond: (argv: string[], cwd: string) => void): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const note = parseNote(file);
    // Half written: the next event of the watcher finds it whole.
    if (note === null) continue;
    rmSync(file, { force: true });
    onSecond(note.argv, note.cwd);
  }
}

function parseNote(file: string): z.infer<typeof noteSchema> | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
