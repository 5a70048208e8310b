/**
 * The shell's log: `logs/main.log` in the data folder, and the console during development.
 *
 * Never pass texts of messages, names of clients, tokens or arguments of calls to it: people send
 * this file to support.
 */
import { app } from 'electron';
// Not `electron-log/main`: that one also listens to every page over an IPC channel without a sender check.
import log from 'electron-log/node';
import path from 'node:path';

/** Levels by "must somebody look?": error yes, info says what happened, debug is for development. */
export interface ShellLog {
  error(message: string, detail?: unknown): void;
  info(message: string, detail?: unknown): void;
  debug(message: string, detail?: unknown): void;
}

const maxLogBytes = 2 * 1024 * 1024;

export function startLogging(): ShellLog {
  log.transports.file.resolvePathFn = () => path.join(app.getPath('userData'), 'logs', 'main.log');
  log.transports.file.maxSize = maxLogBytes;
  log.transports.file.level = 'info';
  log.transports.console.level = app.isPackaged ? false : 'debug';
  process.on('uncaughtException', (error) => {
    log.error('Uncaught exception in the shell', error);
    app.exit(1);
  });
  process.on('unhandledRejection', (reason) => log.error('Unhandled rejection in the shell', reason));
  return log;
}
