import { expect, test } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

// `npm start` with a program in Electron's place: what is started, with what, and what its end ends.

const root = path.resolve(import.meta.dirname, '../..');

/** Says how it was started, and what ends it: `SIGUSR2` plays the person who closes the window. */
const FAKE = `#!${process.execPath}
const { writeFileSync } = require('node:fs');
const place = process.env.FAKE_ELECTRON_REPORT;
process.on('SIGUSR2', () => process.exit(0));
process.on('SIGTERM', () => { writeFileSync(place + '.told', ''); process.exit(0); });
setInterval(() => {}, 1000);
const { pid, argv, env } = process;
writeFileSync(place, JSON.stringify({ pid, args: argv.slice(2), cwd: process.cwd(), hub: env.OTKLIK_HUB }));
`;
const reportSchema = z.object({
  pid: z.number(),
  args: z.array(z.string()),
  cwd: z.string(),
  hub: z.string(),
});

/** One `npm start` past its bootstrap, on a data folder of its own. */
class Start {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  output = '';

  constructor(env: NodeJS.ProcessEnv = {}, program = FAKE) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'otklik-start-'));
    const dist = path.join(this.folder, 'electron');
    // As the package lays it out on Linux and on macOS.
    for (const name of ['electron', 'Electron.app/Contents/MacOS/Electron']) {
      mkdirSync(path.dirname(path.join(dist, name)), { recursive: true });
      writeFileSync(path.join(dist, name), program, { mode: 0o755 });
    }
    this.child = spawn(process.execPath, [path.join(root, 'build/scripts/start.ts')], {
      cwd: root,
      env: {
        ...process.env,
        DISPLAY: ':99',
        ELECTRON_OVERRIDE_DIST_PATH: dist,
        FAKE_ELECTRON_REPORT: this.report,
        DATA_DIR: path.join(this.folder, 'data'),
        PORT: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.ended = once(this.child, 'exit');
  }

  get report(): string {
    return path.join(this.folder, 'report.json');
  }

  /** How the program in Electron's place was started. */
  async electron(): Promise<z.infer<typeof reportSchema>> {
    const read = () => (existsSync(this.report) ? readFileSync(this.report, 'utf8') : '');
    await expect.poll(read, { message: this.output, timeout: 90_000 }).toMatch(/\}$/);
    return reportSchema.parse(JSON.parse(read()));
  }

  async clear(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.skip(process.platform === 'win32', 'a script cannot take the place of electron.exe');

test('Electron gets the project and the hub’s address; when its window is closed everything ends', async () => {
  const start = new Start();
  try {
    const { pid, args, cwd, hub } = await start.electron();
    expect(args.slice(0, -1)).toEqual(process.getuid?.() === 0 ? ['--no-sandbox'] : []);
    expect([path.resolve(args.at(-1) ?? ''), cwd]).toEqual([root, root]);
    expect(start.output).toContain(hub);
    expect(await answers(hub)).toBe(true);
    process.kill(pid, 'SIGUSR2');
    expect(await start.ended).toEqual([0, null]);
    expect(await answers(hub)).toBe(false);
    expect(existsSync(path.join(start.folder, 'data/postgres/postmaster.pid'))).toBe(false);
  } finally {
    await start.clear();
  }
});

test('a hub that is killed is said, and ends everything with a failure; a second start names the first', async () => {
  const start = new Start();
  let second: Start | undefined;
  try {
    const { pid, hub } = await start.electron();
    second = new Start({ DATA_DIR: path.join(start.folder, 'data') });
    expect(await second.ended).toEqual([1, null]);
    expect(second.output).toContain(`Otklik is already running`);
    expect(second.output).toContain(`${hub}/app/`);
    const lock = readFileSync(path.join(start.folder, 'data/hub.lock'), 'utf8');
    process.kill(z.object({ pid: z.number() }).parse(JSON.parse(lock)).pid, 'SIGKILL');
    expect(await start.ended).toEqual([128, null]);
    expect(start.output).toContain('The hub ended unexpectedly (SIGKILL)');
    await expect.poll(() => alive(pid)).toBe(false);
  } finally {
    await second?.clear();
    await start.clear();
  }
});

test('Ctrl+C ends the window and the hub', async () => {
  const start = new Start();
  try {
    const { pid, hub } = await start.electron();
    start.child.kill('SIGINT');
    await start.ended;
    await expect.poll(() => alive(pid)).toBe(false);
    expect(existsSync(`${start.report}.told`)).toBe(true);
    expect(await answers(hub)).toBe(false);
  } finally {
    await start.clear();
  }
});

for (const [how, program, words] of [
  [
    'is no program',
    '#!/no/such/interpreter',
    /Electron could not be started \(.+\): open (\S+) in a browser\./,
  ],
  ['ends at once', '#!/bin/sh\nexit 127', /Electron ended with code 127: open (\S+) in a browser\./],
] as const) {
  test(`an Electron that ${how}: the same client is named for a browser, and is there`, async () => {
    const start = new Start({}, program);
    try {
      await expect.poll(() => start.output, { timeout: 90_000 }).toMatch(words);
      const address = words.exec(start.output)?.[1] ?? '';
      expect((await fetch(address)).status).toBe(200);
      start.child.kill('SIGINT');
      await start.ended;
      expect(await answers(address)).toBe(false);
    } finally {
      await start.clear();
    }
  });
}

test('without a display the browser is named instead', async () => {
  test.skip(process.platform !== 'linux', 'elsewhere there always is one');
  const start = new Start({ DISPLAY: '', WAYLAND_DISPLAY: '' });
  try {
    const sentence = /Electron is not available \(this machine has no display\): open (\S+) in a browser\./;
    await expect.poll(() => start.output, { timeout: 90_000 }).toMatch(sentence);
    const address = sentence.exec(start.output)?.[1] ?? '';
    expect((await fetch(address)).status).toBe(200);
    expect(existsSync(start.report)).toBe(false);
  } finally {
    await start.clear();
  }
});
