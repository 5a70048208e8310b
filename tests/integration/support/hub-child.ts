import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hubSaidSchema } from '#shared/wire/process.ts';

/** A hub of a world as a process of its own, so that it can be killed. */
export class HubChild {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** @param databaseUrl of a world */
  static async start(databaseUrl: string): Promise<HubChild> {
    const child = spawn(process.execPath, ['src-server/main.ts'], {
      env: { ...process.env, DATABASE_URL: databaseUrl, PORT: '0', DEMO: '0', LOG_LEVEL: 'error' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [message] = (await once(child, 'message')) as unknown[];
    const said = hubSaidSchema.parse(message);
    if (said.type !== 'ready') throw new Error(`The hub did not start: ${said.message}`);
    return new HubChild(said.url, child);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}
