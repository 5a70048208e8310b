import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { BootstrapError, modulesDir } from './project.mjs';

/**
 * Path of the Node the project brings along as an optional npm package, or undefined on a platform without one.
 * The binary itself, not node_modules/.bin/node: on Windows the latter is a shell script that cannot be spawned.
 * @returns {string | undefined}
 */
export function bundledNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]
    .map((name) => path.join(modulesDir, name, 'bin', file))
    .find((candidate) => existsSync(candidate));
}

/** @param {string} version such as `24.3.1` */
export function stripsTypes(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/**
 * Node that can run the project's TypeScript.
 * @returns {string} path of an executable
 * @throws {BootstrapError} when neither the bundled Node runs here nor the present one is new enough
 */
export function projectNode() {
  const bundled = bundledNode();
  // The bundled binary is built against glibc: it exists but does not start on Alpine, hence the trial run.
  if (bundled && (bundled === process.execPath || spawnSync(bundled, ['--version']).status === 0))
    return bundled;
  if (stripsTypes(process.versions.node)) return process.execPath;
  throw new BootstrapError(
    `There is no ready-made Node.js 24 for ${process.platform} ${process.arch}, and Node.js ${process.versions.node} ` +
      `cannot run TypeScript.\nInstall Node.js 24 from https://nodejs.org and run the command again.`,
  );
}
