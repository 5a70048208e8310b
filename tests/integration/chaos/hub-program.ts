import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '#server/lib/free-port.ts';
import { hubSaidSchema, type HubReady, type HubSaid } from '#shared/wire/process.ts';
import { killPostgres } from '../support/postgres.ts';

/** The hub from source as a process that is killed and started again, always on the same folder and port. */
export class HubProgram {
  readonly #dataDir: string;
  #child: ChildProcess | null = null;
  #said: Promise<HubSaid> | null = null;
  readonly #port: number;
  #output = '';
  #fail: (error: Error) => void = () => undefined;
  /** Fails when the hub ends and nobody killed it. */
  readonly died = new Promise<never>((_, reject) => (this.#fail = reject));

  private constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir;
    this.#port = port;
    this.died.catch(() => undefined);
  }

  static async create(): Promise<HubProgram> {
    return new HubProgram(await mkdtemp(path.join(tmpdir(), 'otklik-kill-')), await freePort());
  }

  /** Spawns it and does not wait. */
  launch(): void {
    const child = spawn(process.execPath, ['src-server/main.ts'], {
      env: {
        ...process.env,
        DATABASE_URL: '',
        DATA_DIR: this.#dataDir,
        PORT: String(this.#port),
        DEMO: '1',
        RATE_LIMITS: 'off',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on(
        'data',
        (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-20_000)),
      );
    }
    this.#said = new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(hubSaidSchema.parse(message)));
      child.once('exit', (code) => reject(new Error(`The hub ended with ${code}:\n${this.#output}`)));
    });
    this.#said.catch(() => undefined);
    child.once('exit', (code) => {
      if (!child.killed) this.#fail(new Error(`The hub ended by itself with ${code}:\n${this.#output}`));
    });
  }

  async ready(): Promise<HubReady> {
    const said = await this.#said;
    if (said?.type !== 'ready') throw new Error(`The hub did not start: ${said?.message}\n${this.#output}`);
    return said;
  }

  /** Ends it as a power cut would end the process. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** Ends its database server in the same way; the hub stays. @returns whether there was one */
  killPostgres(): Promise<boolean> {
    return killPostgres(this.#dataDir);
  }

  async remove(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}
