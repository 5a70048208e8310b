import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareDataFolder } from '#server/db/embedded/data-folder.ts';
import { startEmbedded } from '#server/db/embedded/embedded.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { createLog } from '#server/lib/log.ts';
import { foundCompany } from './company.ts';

/** A real PostgreSQL with a company in it, which is killed now and then and comes back on its folder and port. */
export class ChaosDatabase {
  readonly url: string;
  /** The simulation's own connections. */
  readonly pool: Pool;
  readonly #folder: string;
  readonly #stop: () => Promise<void>;

  private constructor(url: string, pool: Pool, folder: string, stop: () => Promise<void>) {
    this.url = url;
    this.pool = pool;
    this.#folder = folder;
    this.#stop = stop;
  }

  static async start(): Promise<ChaosDatabase> {
    const folder = await mkdtemp(path.join(tmpdir(), 'otklik-chaos-'));
    const log = createLog('silent', false);
    await prepareDataFolder(folder);
    const server = await startEmbedded(folder, log);
    const pool = openPool(server.url, 4, log);
    await migrate(pool.db);
    await foundCompany(pool.db);
    return new ChaosDatabase(server.url, pool, folder, async () => {
      await pool.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** As when the machine of the database loses its power; it is started again by its supervisor. */
  async kill(): Promise<void> {
    const file = path.join(this.#folder, 'postgres', 'postmaster.pid');
    const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    if (pid > 1) process.kill(pid, 'SIGKILL');
  }

  /** Waits until it answers. */
  async ready(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await this.pool.pg.query('select 1');
        return;
      } catch (error) {
        if (tries > 300) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}
