import { spawn } from 'node:child_process';
import os from 'node:os';
import { BootstrapError, root } from './project.mjs';

/** How long a command may tidy up after it was told to stop, before it is ended hard. */
const STOP_GRACE_MS = 30_000;

/**
 * Runs a program in the foreground and hands signals on to it, so that it can stop in order.
 * The IPC channel carries no messages: when this process dies without a word (SIGKILL), the channel closes
 * and the child knows that nobody waits for it any more.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<number>} exit code; 128 + n when a signal ended the child, as shells do
 */
export function runChild(program, args) {
  const child = spawn(program, args, { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  /** @type {NodeJS.Timeout | undefined} */
  let killer;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    // On Windows kill() is always hard, while Ctrl+C reaches the child from the console by itself.
    if (process.platform !== 'win32') child.kill(signal);
    killer ??= setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new BootstrapError(`${program} could not be started: ${error.message}`)),
    );
    child.on('close', (code, signal) => {
      clearTimeout(killer);
      for (const name of signals) process.off(name, pass);
      resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0));
    });
  });
}
