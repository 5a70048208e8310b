import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../build/scripts/lib/run.ts';
import { scratchFolder } from './scratch-project.ts';

/** Writes a program for Node into a folder that vanishes after the test. */
function program(name: string, code: string): string {
  const file = path.join(scratchFolder(), name);
  writeFileSync(file, code);
  return file;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Ended, but not yet collected by its new parent: as good as gone.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Starts a grandchild that would live for a minute and leads a group of its own, as browsers do. */
const withGrandchild = `
  import { spawn } from 'node:child_process';
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { detached: true, stdio: 'ignore' });
  console.log('grandchild ' + child.pid);
`;
const pidIn = (output: string): number => Number(/grandchild (\d+)/.exec(output)?.[1]);

test('reports the exit code and hands the output on', async () => {
  let output = '';
  const file = program('a.mjs', "console.log('hello'); console.error('world'); process.exitCode = 3;");
  const outcome = await run([file], { onOutput: (text) => (output += text) });
  expect(outcome).toEqual({ kind: 'exited', code: 3 });
  expect(output).toContain('hello');
  expect(output).toContain('world');
});

test('a program that does not exist is reported, not thrown', async () => {
  expect(await run(['./no-such-program'], { onOutput: () => {} })).toMatchObject({ kind: 'failedToStart' });
});

test('on a timeout the program and what it started are gone', async () => {
  let output = '';
  const file = program('a.mjs', `${withGrandchild} setTimeout(() => {}, 60000);`);
  const outcome = await run([file], { timeoutMs: 1_000, onOutput: (text) => (output += text) });
  expect(outcome).toEqual({ kind: 'timedOut', afterMs: 1_000 });
  expect(pidIn(output)).toBeGreaterThan(0);
  await expect.poll(() => alive(pidIn(output))).toBe(false);
}, 20_000);

test.skipIf(process.platform === 'win32')(
  'a program that ignores being told to stop is ended all the same',
  async () => {
    const file = program('a.mjs', "process.on('SIGTERM', () => {}); setTimeout(() => {}, 60000);");
    const outcome = await run([file], { timeoutMs: 500, graceMs: 500, onOutput: () => {} });
    expect(outcome).toEqual({ kind: 'timedOut', afterMs: 500 });
  },
  20_000,
);
