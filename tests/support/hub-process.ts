import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { HUB_NODE_FLAGS } from '../../build/scripts/lib/hub-flags.ts';
import { freePort } from '#server/lib/free-port.ts';

/** The built hub as a real process on an embedded PostgreSQL, for tests that start, kill and restart it. */

const readySchema = z.object({
  type: z.literal('ready'),
  url: z.string(),
  clientUrl: z.string(),
  shopUrl: z.string().nullish(),
  chatUrl: z.string().nullish(),
  logins: z.array(z.object({ login: z.string(), password: z.string(), name: z.string(), role: z.string() })),
});
export type HubReady = z.infer<typeof readySchema>;

const fatalSchema = z.object({ type: z.literal('fatal'), code: z.string(), message: z.string() });

/** Setting of a hub whose clock the test can move. */
export const MOVABLE_CLOCK = {
  NODE_OPTIONS: `--import ${new URL('./movable-clock.ts', import.meta.url).href}`,
};

const timePassedSchema = z.object({ type: z.literal('time-passed') });

const STOP_MS = 20_000;

export class HubProcess {
  readonly dataDir: string;
  readonly #env: Record<string, string>;
  readonly #program: string;
  #child: ChildProcess | null = null;
  #ready: HubReady | null = null;
  #log = '';

  private constructor(dataDir: string, env: Record<string, string>, program: string) {
    this.dataDir = dataDir;
    this.#env = env;
    this.#program = program;
  }

  /**
   * Starts a hub with demo data in a data folder of its own.
   * @param env adds to or overrides the hub's settings
   * @param program another than the built hub, e.g. one with further messengers
   */
  static async start(env: Record<string, string> = {}, program = 'dist/hub/hub.mjs'): Promise<HubProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'otklik-hub-'));
    const hub = new HubProcess(dataDir, env, program);
    await hub.#spawn(await freePort());
    return hub;
  }

  get ready(): HubReady {
    if (!this.#ready) throw new Error('The hub is not running');
    return this.#ready;
  }

  /** What the hub printed so far, for failure messages and for checks that it keeps secrets out of its log. */
  get log(): string {
    return this.#log;
  }

  /** Ends the hub as a power cut would: nothing is flushed, nobody is told. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Has the hub's clock go on at once. Only for one that was started with `MOVABLE_CLOCK`. @returns when it has */
  async passTime(ms: number): Promise<void> {
    const child = this.#child;
    if (!child) throw new Error('The hub is not running');
    const passed = new Promise<void>((done) => {
      const hear = (message: unknown): void => {
        if (!timePassedSchema.safeParse(message).success) return;
        child.off('message', hear);
        done();
      };
      child.on('message', hear);
    });
    child.send({ type: 'pass-time', ms });
    await passed;
  }

  /** Starts again on the same data folder and the same port. */
  async restart(): Promise<void> {
    const port = Number(new URL(this.ready.url).port);
    if (this.#child) await this.#end('SIGTERM');
    await this.#spawn(port);
  }

  /** Stops gracefully and removes the data folder. */
  async stop(): Promise<void> {
    if (this.#child) await this.#end('SIGTERM');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #spawn(port: number): Promise<void> {
    const child = spawn(process.execPath, [...HUB_NODE_FLAGS, resolve(this.#program)], {
      env: {
        ...process.env,
        DATA_DIR: this.dataDir,
        PORT: String(port),
        DEMO: '1',
        LOG_LEVEL: 'info',
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    child.stdout?.on('data', (chunk: Buffer) => (this.#log += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.#log += chunk.toString()));
    this.#ready = await this.#untilReady(child);
  }

  #untilReady(child: ChildProcess): Promise<HubReady> {
    return new Promise((done, failed) => {
      child.on('message', (message) => {
        const ready = readySchema.safeParse(message);
        if (ready.success) done(ready.data);
        const fatal = fatalSchema.safeParse(message);
        if (fatal.success)
          failed(new Error(`The hub did not start: ${fatal.data.code}: ${fatal.data.message}`));
      });
      child.once('exit', (code) =>
        failed(new Error(`The hub ended with ${code} before it was ready:\n${this.#log}`)),
      );
    });
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(hard);
  }
}
