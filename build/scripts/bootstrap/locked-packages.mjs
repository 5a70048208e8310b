import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

/**
 * What package-lock.json says about one package; only the fields read here.
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, os?: Admitted, cpu?: Admitted, libc?: Admitted }} LockedPackage
 * @typedef {string | string[] | undefined} Admitted
 */

/**
 * @param {string} file
 * @returns {Map<string, LockedPackage>} by folder, such as `node_modules/zod`; empty when the file is missing or torn
 */
function readLock(file) {
  try {
    const lock = /** @type {{ packages?: Record<string, LockedPackage> }} */ (
      JSON.parse(readFileSync(file, 'utf8'))
    );
    return new Map(Object.entries(lock.packages ?? {}).filter(([folder]) => folder !== ''));
  } catch {
    return new Map();
  }
}

/**
 * Does a package's `os` or `cpu` list admit this machine? Entries such as `!win32` forbid.
 * @param {Admitted} admitted
 * @param {string} value
 */
export function admits(admitted, value) {
  const list = [admitted ?? []].flat();
  if (list.length === 0) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((entry) => entry.startsWith('!'));
}

/** glibc reports its version in the process report; musl does not. */
function libc() {
  if (process.platform !== 'linux') return '';
  // Otherwise the report looks up the name of every open connection, which can take seconds.
  Object.assign(process.report, { excludeNetwork: true });
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header?.glibcVersionRuntime ? 'glibc' : 'musl';
}

/** @returns {(locked: LockedPackage) => boolean} whether npm installs the package on this machine */
function machineFilter() {
  const name = libc();
  return (locked) =>
    admits(locked.os, process.platform) &&
    admits(locked.cpu, process.arch) &&
    (!name || admits(locked.libc, name));
}

/**
 * Compares node_modules with the lock file.
 * npm writes node_modules/.package-lock.json last, so an interrupted installation has none or an old one.
 * @returns {{ expected: number, direct: number, problems: string[] }} expected: packages this machine needs;
 *   direct: how many of them lie directly in node_modules; problems: one readable line per missing or different package
 */
export function compareWithLock() {
  const wanted = readLock(path.join(root, 'package-lock.json'));
  const present = readLock(path.join(root, 'node_modules', '.package-lock.json'));
  const fits = machineFilter();
  const problems = [];
  let expected = 0;
  let direct = 0;
  for (const [folder, locked] of wanted) {
    if (locked.link || !fits(locked)) continue;
    expected += 1;
    if (folder.lastIndexOf('node_modules/') === 0) direct += 1;
    const version = present.get(folder)?.version;
    // npm leaves out an optional package when what it belongs to does not fit; a binary made for this very
    // machine (Node, PostgreSQL, the linter) is no such case: without it commands fail later and less clearly.
    if (version === undefined && locked.optional && !locked.os && !locked.cpu) continue;
    if (version !== locked.version)
      problems.push(`${folder}: ${version ?? 'missing'}, wanted ${locked.version}`);
    else if (!existsSync(path.join(root, folder, 'package.json'))) problems.push(`${folder}: folder missing`);
  }
  return { expected, direct, problems };
}
