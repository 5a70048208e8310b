import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { BootstrapError, root } from './project.mjs';
import { projectNode } from './runtime.mjs';
import { runChild } from './child.mjs';

const scripts = path.join(root, 'build', 'scripts');

/** Names a person can give: one file `build/scripts/<command>.ts` each. */
function commands() {
  return readdirSync(scripts)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => name.slice(0, -'.ts'.length));
}

/**
 * Installs what is missing and runs one command with the project's own Node.
 * Never throws: an error becomes one readable message and exit code 1.
 * @param {string[]} argv command name and its arguments
 */
export async function run([command, ...args]) {
  try {
    if (!command || !/^[a-z-]+$/.test(command) || !existsSync(path.join(scripts, `${command}.ts`))) {
      throw new BootstrapError(`Unknown command "${command ?? ''}". Commands: ${commands().join(', ')}.`);
    }
    await ensureInstalled();
    process.exitCode = await runChild(projectNode(), [path.join(scripts, `${command}.ts`), ...args]);
  } catch (error) {
    console.error(error instanceof BootstrapError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
