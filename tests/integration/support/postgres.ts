import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { prepareDataFolder } from '#server/db/embedded/data-folder.ts';
import { startEmbedded } from '#server/db/embedded/embedded.ts';
import { createLog } from '#server/lib/log.ts';

/** One real PostgreSQL for a test file, with a database for each test that wants one. */
export class TestPostgres {
  readonly #url: string;
  readonly #stop: () => Promise<void>;
  readonly #admin: pg.Client;
  #count = 0;

  private constructor(url: string, admin: pg.Client, stop: () => Promise<void>) {
    this.#url = url;
    this.#admin = admin;
    this.#stop = stop;
  }

  static async start(): Promise<TestPostgres> {
    const folder = await mkdtemp(path.join(tmpdir(), 'otklik-test-'));
    await prepareDataFolder(folder);
    const server = await startEmbedded(folder, createLog('silent', false));
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    return new TestPostgres(server.url, admin, async () => {
      await admin.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** @returns address of a new, empty database */
  async createDatabase(): Promise<string> {
    this.#count += 1;
    const name = `test_${this.#count}`;
    await this.#admin.query(`create database ${name}`);
    return this.#url.replace(/\/postgres$/, `/${name}`);
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}
