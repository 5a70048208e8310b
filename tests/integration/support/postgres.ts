import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { prepareDataFolder } from '#server/db/embedded/data-folder.ts';
import { startEmbedded, type EmbeddedPostgres } from '#server/db/embedded/embedded.ts';
import { createLog } from '#server/lib/log.ts';

const BACK_MS = 60_000;

/**
 * Ends the embedded PostgreSQL of a data folder as a power cut would end it; whoever started it starts it again.
 * @returns whether there was one
 */
export async function killPostgres(dataDir: string): Promise<boolean> {
  const file = path.join(dataDir, 'postgres', 'postmaster.pid');
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (!(pid > 1)) return false;
  process.kill(pid, 'SIGKILL');
  return true;
}

/** One real PostgreSQL for a test file, with a database for each test that wants one. */
export class TestPostgres {
  readonly #url: string;
  readonly #folder: string;
  readonly #server: EmbeddedPostgres;
  #admin: pg.Client;
  #count = 0;

  private constructor(folder: string, server: EmbeddedPostgres, admin: pg.Client) {
    this.#url = server.url;
    this.#folder = folder;
    this.#server = server;
    this.#admin = admin;
  }

  static async start(): Promise<TestPostgres> {
    const folder = await mkdtemp(path.join(tmpdir(), 'otklik-test-'));
    await prepareDataFolder(folder);
    const server = await startEmbedded(folder, createLog('silent', false));
    return new TestPostgres(folder, server, await connect(server.url));
  }

  /** @returns address of a new, empty database */
  async createDatabase(): Promise<string> {
    this.#count += 1;
    const name = `test_${this.#count}`;
    await this.#admin.query(`create database ${name}`);
    return this.#url.replace(/\/postgres$/, `/${name}`);
  }

  /** From now on a crash loses all that the server may lose: nothing is written to the disk before somebody waits for it. */
  async writeLate(): Promise<void> {
    await this.#admin.query(`alter system set wal_writer_delay = '10s'`);
    await this.#admin.query('select pg_reload_conf()');
  }

  /** Ends the server as a power cut would. Resolves when it is back; connections from before are broken. */
  async crash(): Promise<void> {
    const before = await startedAt(this.#admin);
    if (!(await killPostgres(this.#folder))) throw new Error('There is no server to end');
    for (const until = Date.now() + BACK_MS; ; await delay(50)) {
      const admin = await connect(this.#url).catch(() => null);
      if (admin && (await startedAt(admin).catch(() => before)) !== before) {
        this.#admin = admin;
        return;
      }
      await admin?.end();
      if (Date.now() > until) throw new Error('The server did not come back');
    }
  }

  async stop(): Promise<void> {
    await this.#admin.end();
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A connection that a crash may break. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function startedAt(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ at: string }>('select pg_postmaster_start_time()::text as at');
  return rows[0]?.at ?? '';
}
