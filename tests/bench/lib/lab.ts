/** Everything a benchmark needs that is real: PostgreSQL with loaded databases, hubs, browsers with profiles on the disk. */
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { chromium, type BrowserContext } from 'playwright-core';
import { prepareDataFolder } from '#server/db/embedded/data-folder.ts';
import { startEmbedded, type EmbeddedPostgres } from '#server/db/embedded/embedded.ts';
import { createLog } from '#server/lib/log.ts';
import { browserArgs, findBrowser } from '#tests/browser/find.ts';
import { HubProcess } from '#tests/support/hub-process.ts';
import { DataSet } from '../data/data-set.ts';
import { loadDataSet } from '../hub/load.ts';
import { buildPage } from './page-build.ts';
import { PageServer } from './page-server.ts';

export interface LabOptions {
  /** 1: a hundred thousand dialogs, a million messages. */
  readonly scale: number;
  readonly runs: number;
  /** How many times larger the larger hub of `growth` is. */
  readonly growth: number;
  /** Said while it works. */
  readonly say: (text: string) => void;
}

/** Below the project and not in the system's temporary folder, which may be memory. */
const CACHE = path.resolve('.cache');
const FOLDER = /^bench-(\d+)$/;

export class Lab {
  readonly options: LabOptions;
  readonly folder: string;
  readonly #postgres: EmbeddedPostgres;
  readonly #admin: pg.Client;
  readonly #sets = new Map<number, { set: DataSet; database: string }>();
  readonly #closers: (() => Promise<void>)[] = [];
  #server: PageServer | null = null;
  #copies = 0;
  #profiles = 0;

  private constructor(options: LabOptions, folder: string, postgres: EmbeddedPostgres, admin: pg.Client) {
    this.options = options;
    this.folder = folder;
    this.#postgres = postgres;
    this.#admin = admin;
  }

  static async open(options: LabOptions): Promise<Lab> {
    await sweep();
    const folder = path.join(CACHE, `bench-${process.pid}`);
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
    const data = path.join(folder, 'data');
    await prepareDataFolder(data);
    const postgres = await startEmbedded(data, createLog('silent', false));
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    return new Lab(options, folder, postgres, admin);
  }

  /** Dialogs of the data set that the goals speak of, at this scale. */
  get dialogs(): number {
    return Math.max(100, Math.round(100_000 * this.options.scale));
  }

  /** A data set, loaded once and never changed. */
  async #loaded(dialogs: number): Promise<{ set: DataSet; database: string }> {
    const known = this.#sets.get(dialogs);
    if (known) return known;
    const startedAt = Date.now();
    const set = new DataSet({ dialogs, now: startedAt });
    const database = `set_${dialogs}`;
    await this.#admin.query(`create database ${database}`);
    await loadDataSet(this.#urlOf(database), set, this.folder);
    this.options.say(`loaded ${set.messages} messages in ${Math.round((Date.now() - startedAt) / 1000)} s`);
    const loaded = { set, database };
    this.#sets.set(dialogs, loaded);
    return loaded;
  }

  async dataSet(dialogs = this.dialogs): Promise<DataSet> {
    return (await this.#loaded(dialogs)).set;
  }

  /** @returns address of a fresh copy, to be changed at will */
  async database(dialogs = this.dialogs): Promise<string> {
    const { database } = await this.#loaded(dialogs);
    this.#copies += 1;
    const copy = `copy_${this.#copies}`;
    await this.#admin.query(`create database ${copy} template ${database} strategy file_copy`);
    return this.#urlOf(copy);
  }

  /** The built hub as a process of its own. Stopped with the lab if not before. */
  async hub(database: string, env: Record<string, string> = {}): Promise<HubProcess> {
    const { origin } = await this.server();
    const hub = await HubProcess.start({
      DATABASE_URL: database,
      DEMO: '0',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      CLIENT_ORIGINS: origin,
      ...env,
    });
    this.#closers.push(() => hub.stop());
    return hub;
  }

  /** Serves the benchmark's own page, and rows to floors and peers. */
  async server(): Promise<PageServer> {
    if (this.#server) return this.#server;
    const files = await buildPage(path.join(this.folder, 'page'));
    const server = await PageServer.start(files);
    this.#closers.push(() => server.stop());
    this.#server = server;
    return server;
  }

  /** A browser with a new profile on the disk; the caller closes it. @param profile to use one again */
  async browser(profile: string = this.newProfile()): Promise<BrowserContext> {
    return await chromium.launchPersistentContext(profile, {
      executablePath: findBrowser().executablePath,
      args: [...browserArgs],
      headless: true,
      locale: 'en-GB',
      viewport: { width: 1280, height: 800 },
    });
  }

  newProfile(): string {
    this.#profiles += 1;
    return path.join(this.folder, `profile-${this.#profiles}`);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.toReversed())
      await close().catch((error: unknown) => console.error(error));
    await this.#admin.end();
    await this.#postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  #urlOf(database: string): string {
    return this.#postgres.url.replace(/\/postgres$/, `/${database}`);
  }
}

/** What runs that were killed left behind. */
async function sweep(): Promise<void> {
  for (const name of existsSync(CACHE) ? readdirSync(CACHE) : []) {
    const pid = Number(FOLDER.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) await rm(path.join(CACHE, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
