import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const saidSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    url: z.string(),
    chatUrl: z.string(),
    logins: z.array(z.object({ login: z.string(), password: z.string() })),
  }),
  z.object({ type: z.literal('fatal'), code: z.string(), message: z.string() }),
]);
type Said = z.infer<typeof saidSchema>;
export type Ready = Extract<Said, { type: 'ready' }>;

/** The hub from source as a process that is killed and started again, always on the same folder and port. */
export class HubProgram {
  readonly #dataDir: string;
  #child: ChildProcess | null = null;
  #said: Promise<Said> | null = null;
  #port = '0';
  #output = '';
  #fail: (error: Error) => void = () => undefined;
  /** Fails when the hub ends and nobody killed it. */
  readonly died = new Promise<never>((_, reject) => (this.#fail = reject));

  private constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.died.catch(() => undefined);
  }

  static async create(): Promise<HubProgram> {
    return new HubProgram(await mkdtemp(path.join(tmpdir(), 'otklik-kill-')));
  }

  /** Spawns it and does not wait. */
  launch(): void {
    const child = spawn(process.execPath, ['src-server/main.ts'], {
      env: {
        ...process.env,
        DATABASE_URL: '',
        DATA_DIR: this.#dataDir,
        PORT: this.#port,
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
      child.once('message', (message) => resolve(saidSchema.parse(message)));
      child.once('exit', (code) => reject(new Error(`The hub ended with ${code}:\n${this.#output}`)));
    });
    this.#said.catch(() => undefined);
    child.once('exit', (code) => {
      if (!child.killed) this.#fail(new Error(`The hub ended by itself with ${code}:\n${this.#output}`));
    });
  }

  async ready(): Promise<Ready> {
    const said = await this.#said;
    if (said?.type !== 'ready') throw new Error(`The hub did not start: ${said?.message}\n${this.#output}`);
    this.#port = new URL(said.url).port;
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
  async killPostgres(): Promise<boolean> {
    const file = path.join(this.#dataDir, 'postgres', 'postmaster.pid');
    const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    if (!(pid > 1)) return false;
    process.kill(pid, 'SIGKILL');
    return true;
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
