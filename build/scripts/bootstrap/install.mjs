import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hydratePostgresLinks } from './hydrate.mjs';
import { compareWithLock } from './locked-packages.mjs';
import { withLock } from './lock.mjs';
import { explainNpmFailure, npmCi } from './npm.mjs';
import { BootstrapError, modulesDir, root } from './project.mjs';

const stampFile = path.join(modulesDir, '.otklik-install');
const PROGRESS_MS = process.stderr.isTTY ? 500 : 5_000;

/** What an installation is made for: another lock file, platform or way of installing needs another one. */
function wantedStamp() {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  return `${hash} ${process.platform} ${process.arch} npm-ci-1\n`;
}

/** @returns {boolean} node_modules is what the lock file asks for */
function installed() {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== wantedStamp()) return false;
  return compareWithLock().problems.length === 0;
}

/** A person may have run `npm ci` or `npm install` by hand; what fits the lock file is taken as it is. */
function adoptExisting() {
  if (!existsSync(modulesDir)) return false;
  const { expected, problems } = compareWithLock();
  if (expected === 0 || problems.length > 0) return false;
  hydratePostgresLinks();
  writeFileSync(stampFile, wantedStamp());
  return true;
}

/** Packages unpacked so far: npm makes all folders at once and then fills one after the other. */
function countPackages() {
  try {
    const folders = readdirSync(modulesDir)
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) =>
        name.startsWith('@')
          ? readdirSync(path.join(modulesDir, name)).map((inner) => path.join(name, inner))
          : [name],
      );
    return folders.filter((folder) => existsSync(path.join(modulesDir, folder, 'package.json'))).length;
  } catch {
    return 0;
  }
}

/** @returns {() => void} stops the display */
function showProgress() {
  const started = Date.now();
  const { direct } = compareWithLock();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    const text = `  installing: ${countPackages()} of ${direct} packages, ${seconds} s`;
    process.stderr.write(process.stderr.isTTY ? `\r${text}   ` : `${text}\n`);
  }, PROGRESS_MS);
  return () => {
    clearInterval(timer);
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stderr.write(
      `${process.stderr.isTTY ? '\r' : ''}  installation took ${seconds} s                     \n`,
    );
  };
}

/** @param {(pid: number) => void} handOver told which process does the work */
async function install(handOver) {
  console.error('Installing the packages the project needs (once, and after the lock file changed)…');
  // From here until the end the folder is not to be trusted, whatever happens.
  if (existsSync(modulesDir)) rmSync(stampFile, { force: true });
  const stop = showProgress();
  const { code, output } = await npmCi(handOver).finally(stop);
  if (code !== 0) {
    if (output.trim()) console.error(`\n${output.trim()}`);
    throw new BootstrapError(`The packages could not be installed. ${explainNpmFailure(output)}`);
  }
  hydratePostgresLinks();
  const { problems } = compareWithLock();
  if (problems.length > 0) {
    const list = problems.slice(0, 5).join('\n  ');
    throw new BootstrapError(`npm reported success, but node_modules is incomplete:\n  ${list}`);
  }
  writeFileSync(stampFile, wantedStamp());
}

/** Old copies of Node that had to step aside for an installation; on Windows they outlive their process. */
function sweepCache() {
  const cache = path.join(root, '.cache');
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    if (!/^node-\d+(\.exe)?$/.test(name) || path.join(cache, name) === process.execPath) continue;
    try {
      rmSync(path.join(cache, name), { force: true });
    } catch {
      // Still running: the next start will get it.
    }
  }
}

/**
 * Makes node_modules what package-lock.json asks for. Safe to repeat and to run twice at the same time;
 * costs some milliseconds when there is nothing to do.
 * @throws {BootstrapError} with words for the person
 */
export async function ensureInstalled() {
  if (!existsSync(path.join(root, 'package-lock.json'))) {
    throw new BootstrapError(
      `package-lock.json is missing in ${root}: this is not a complete copy of the project.`,
    );
  }
  if (installed()) {
    hydratePostgresLinks();
    return;
  }
  const onWait = (/** @type {number} */ pid) =>
    console.error(`Another command (process ${pid}) is installing; waiting…`);
  await withLock('install.lock', onWait, async (handOver) => {
    if (installed() || adoptExisting()) return;
    await install(handOver);
    sweepCache();
  });
}
