/** A JSON file behind a schema: what is read is parsed, what is broken is put aside and healed. */
import Store from 'electron-store';
import { app } from 'electron';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { salvageObject } from '#shared/bridge/salvage.ts';
import type { ShellLog } from '../modules/logging.ts';

export interface CheckedStore<T> {
  readonly get: () => T;
  /** Writes the file atomically before it returns. A failure is logged and thrown; `get` then answers the old value. */
  readonly set: (value: T) => void;
}

/**
 * Opens `<userData>/<name>.json`. Fields that do not fit the schema get their defaults; the file as it was
 * stays beside as `<name>.broken-<time>.json`, and the log says so.
 */
export function openCheckedStore<S extends z.ZodObject>(
  name: string,
  schema: S,
  log: ShellLog,
): CheckedStore<z.output<S>> {
  const file = path.join(app.getPath('userData'), `${name}.json`);
  const { value, damaged } = salvageObject(schema, readJson(file));
  if (damaged.length > 0) {
    const backup = putAside(file);
    log.error(
      `${name}.json was damaged (${damaged.join(', ')}): defaults are used, the old file is ${backup}`,
    );
  }
  const store = new Store<Record<string, unknown>>({ name, cwd: app.getPath('userData') });
  let current = value;
  const set = (next: z.output<S>) => {
    try {
      store.store = next;
    } catch (error) {
      log.error(`${name}.json could not be written; is the disk full or the folder read-only?`, error);
      throw error;
    }
    current = next;
  };
  if (damaged.length > 0) set(value);
  return { get: () => current, set };
}

/** A file that is not there is no damage. */
function readJson(file: string): unknown {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function putAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const backup = file.replace(/\.json$/, `.broken-${stamp}.json`);
  copyFileSync(file, backup);
  // electron-store refuses to open a file that is not JSON.
  rmSync(file);
  return path.basename(backup);
}
