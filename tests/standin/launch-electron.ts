/** The shell on real Electron, driven by Playwright. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { _electron } from 'playwright-core';
import type { LaunchOptions, ShellApp } from './shell-app.ts';

const root = path.join(import.meta.dirname, '..', '..');

export async function launchElectron(
  program: string,
  { userData, env = {}, fakeDevices = false }: LaunchOptions,
): Promise<ShellApp> {
  const args = [root, `--user-data-dir=${userData}`];
  // Chromium refuses its sandbox to root; nobody runs the product as root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (fakeDevices) args.push('--use-fake-device-for-media-stream');
  const environment = { ...definedOnly(process.env), ...env };
  const electron = await _electron.launch({ executablePath: program, args, env: environment });
  const child = electron.process();
  const exited = once(child, 'exit');
  return {
    kind: 'electron',
    origin: 'app://otklik',
    window: () => electron.firstWindow(),
    main: (run: unknown, argument?: unknown) => electron.evaluate(run as never, argument as never) as never,
    async startAgain() {
      const [code] = (await once(spawn(program, args, { env: environment, stdio: 'ignore' }), 'exit')) as [
        number,
      ];
      return code;
    },
    async close() {
      await electron.close();
      await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
