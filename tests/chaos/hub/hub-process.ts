import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '#server/lib/free-port.ts';

const saidSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string() }),
  z.object({ type: z.literal('fatal'), code: z.string(), message: z.string() }),
]);

/** One of the hubs on the database, as a process that is killed, frozen and started again on its port. */
export class HubProcess {
  readonly #program: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | null = null;
  #port = 0;
  #output = '';
  /** Counts lives, so that a start that was overtaken by a kill gives up. */
  #life = 0;
  #starting: Promise<void> = Promise.resolve();
  /** The life that is on its way; of a past one it does not matter. */
  #startingLife = -1;

  /** @param program the built hub, or its source */
  constructor(program: string, env: Record<string, string>) {
    this.#program = program;
    this.#env = env;
  }

  /** 0 before the first start. */
  get port(): number {
    return this.#port;
  }

  get state(): string {
    const child = this.#child;
    return child ? `exit ${child.exitCode}, signal ${child.signalCode}` : 'never started';
  }

  /** Its last words, for a report. */
  get output(): string {
    return this.#output;
  }

  /**
   * Starts it, again and again while the database is away. Where one is running or on its way already, as two faults at a time bring
   * about, there is never a second one on its port.
   */
  start(): Promise<void> {
    if (this.#startingLife === this.#life || this.#isRunning()) return this.#starting;
    this.#life += 1;
    this.#starting = this.#startLife(this.#life);
    return this.#starting;
  }

  #isRunning(): boolean {
    const child = this.#child;
    return child !== null && child.exitCode === null && child.signalCode === null;
  }

  /** Resolves when the start that is going on has come to its end. */
  ready(): Promise<void> {
    return this.#starting;
  }

  async #startLife(life: number): Promise<void> {
    this.#startingLife = life;
    try {
      for (let tries = 0; this.#life === life; tries += 1) {
        if (await this.#launch()) return;
        if (tries > 300) throw new Error(`The hub does not start:\n${this.#output}`);
        await delay(100);
      }
    } finally {
      if (this.#startingLife === life) this.#startingLife = -1;
    }
  }

  async #launch(): Promise<boolean> {
    this.#port ||= await freePort();
    const child = spawn(process.execPath, [this.#program], {
      env: {
        ...process.env,
        RATE_LIMITS: 'off',
        LOG_LEVEL: 'error',
        POOL_SIZE: '10',
        ...this.#env,
        PORT: String(this.#port),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    const hear = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString()).slice(-20_000);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const said = await new Promise<z.infer<typeof saidSchema> | null>((resolve) => {
      child.once('message', (message) => resolve(saidSchema.parse(message)));
      child.once('exit', () => resolve(null));
    });
    if (said?.type !== 'ready') return false;
    return true;
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, as an update of the hub does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** It hangs for a while, connections open. */
  async freeze(ms: number): Promise<void> {
    const child = this.#child;
    child?.kill('SIGSTOP');
    await delay(ms);
    child?.kill('SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#life += 1;
    const child = this.#child;
    if (!child || !this.#isRunning()) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await exited;
    clearTimeout(hard);
  }
}
