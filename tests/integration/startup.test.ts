import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { signInResponseSchema } from '#shared/wire/http/session.ts';
import { parseConfig, type Config } from '#server/config.ts';
import { openDatabase, type OpenDatabase } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { transaction } from '#server/db/transaction.ts';
import { hubSaidSchema, type HubReady, type HubSaid } from '#shared/wire/process.ts';
import { MIGRATIONS } from '#server/db/migrations/all.ts';
import { startHub } from '#server/hub.ts';
import { StartError } from '#server/lib/errors.ts';
import { createLog } from '#server/lib/log.ts';
import { seedDemo } from '#server/seed/demo.ts';
import { Client, say } from './support/client.ts';

/** The hub as a program on its own PostgreSQL: started, killed, started again, and started wrongly. */

type HubFatal = Extract<HubSaid, { type: 'fatal' }>;

class Program {
  readonly child: ChildProcess;
  output = '';
  readonly said: Promise<HubSaid>;
  readonly ended: Promise<number | null>;

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, ['src-server/main.ts'], {
      env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    }
    this.ended = once(this.child, 'exit').then(() => this.child.exitCode);
    this.said = new Promise((resolve, reject) => {
      this.child.once('message', (message) => resolve(hubSaidSchema.parse(message)));
      this.child.once('exit', (code) => reject(new Error(`The hub ended with ${code}:\n${this.output}`)));
    });
    this.said.catch(() => undefined);
  }

  async ready(): Promise<HubReady> {
    const said = await this.said;
    if (said.type === 'fatal') throw new Error(`${said.code}: ${said.message}`);
    return said;
  }

  async fatal(): Promise<HubFatal> {
    const said = await this.said;
    if (said.type === 'ready') throw new Error('It started');
    expect(await this.ended).toBe(1);
    expect(this.output).toContain(said.message);
    return said;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return await this.ended;
  }
}

describe('the hub as a program', () => {
  let dataDir: string;
  const programs: Program[] = [];
  const start = (env: Record<string, string> = {}): Program => {
    const program = new Program({ DATA_DIR: dataDir, ...env });
    programs.push(program);
    return program;
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'otklik-start-'));
  });
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.end('SIGTERM');
    await rm(dataDir, { recursive: true, force: true });
  });

  const anna = async (url: string): Promise<Client> => {
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'anna', password: 'demo', device: 'test' }),
    });
    return new Client(url, signInResponseSchema.parse(await response.json()).token);
  };
  const postmaster = (): number =>
    Number.parseInt(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  test('starts from nothing, tells where and who, keeps its secrets to itself, and leaves nothing running', async () => {
    const hub = start({ DEMO: '1', LOG_LEVEL: 'debug' });
    const ready = await hub.ready();
    expect(ready.clientUrl).toBe(`${ready.url}/app/`);
    expect(ready.shopUrl).toBe(`${ready.url}/demo/`);
    expect(ready.chatUrl).toMatch(/\/chat\/[0-9a-f-]{36}\/$/);
    expect(ready.logins.map((one) => one.role)).toEqual(
      expect.arrayContaining(['operator', 'senior', 'admin']),
    );
    expect(statSync(path.join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600);
    const client = await anna(ready.url);
    const { bundles } = await client.snapshotPage('?limit=20');
    const free = bundles.find((bundle) => bundle.dialog.state.status === 'queued');
    await client.act(say(free?.dialog.id ?? '', 'a very private text'));
    const pid = postmaster();
    expect(await hub.end('SIGINT')).toBe(0);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(path.join(dataDir, 'hub.lock'))).toBe(false);
    for (const secret of [
      'a very private text',
      client.token,
      'argon2',
      readFileSync(path.join(dataDir, 'postgres.json'), 'utf8').slice(13, 30),
    ]) {
      expect(hub.output).not.toContain(secret);
    }
  });

  test('killed at any moment: what was acknowledged is there, once; repeating the rest doubles nothing', async () => {
    let hub = start({ DEMO: '1' });
    let client = await anna((await hub.ready()).url);
    const { bundles } = await client.snapshotPage('?limit=20');
    const dialogId = bundles.find((bundle) => bundle.dialog.state.status === 'queued')?.dialog.id ?? '';
    const intents = Array.from({ length: 60 }, (_, i) => say(dialogId, `answer ${i}`));
    const acknowledged = new Set<string>();
    for (const killAfterMs of [60, 250]) {
      const running = hub;
      setTimeout(() => running.child.kill('SIGKILL'), killAfterMs);
      await (async () => {
        for (const one of intents) {
          if (acknowledged.has(one.id)) continue;
          const [result] = await client.act(one);
          if (result?.status === 'done') acknowledged.add(one.id);
        }
      })().catch(() => undefined);
      await running.end('SIGKILL');
      hub = start({ DEMO: '1' });
      client = client.at((await hub.ready()).url);
    }
    const page = async (): Promise<string[]> => {
      const response = await client.fetch(`/api/dialogs/${dialogId}/messages?limit=200`);
      const { messages } = z
        .object({ messages: z.array(z.object({ id: z.string() })) })
        .parse(await response.json());
      return messages.map((message) => message.id);
    };
    const afterKills = await page();
    for (const id of acknowledged) expect(afterKills.filter((one) => one === id)).toHaveLength(1);
    for (const one of intents) await client.act(one);
    const whole = await page();
    expect(whole.filter((id) => intents.some((one) => one.id === id))).toEqual(intents.map((one) => one.id));
    const settled = async (): Promise<boolean> =>
      !/otklik_deliveries\{state="\w+",attempts="\d"\} [1-9]/.test(
        await (await client.fetch('/metrics')).text(),
      );
    await expect.poll(settled, { timeout: 20_000 }).toBe(true);
  });

  test('a second hub on the same folder is told so, in words and by its exit code, and harms nobody', async () => {
    const first = start();
    const { url } = await first.ready();
    const { code, message } = await start().fatal();
    expect(code).toBe('data_in_use');
    expect(message).toContain(dataDir);
    expect(message).toContain(`${url}/app/`);
    // On another folder it is the port that is taken, and by whom is said too.
    const other = await start({ DATA_DIR: path.join(dataDir, 'other'), PORT: new URL(url).port }).fatal();
    expect(other).toMatchObject({
      code: 'port_busy',
      message: expect.stringContaining(`${url}/app/`) as string,
    });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  test('told to stop while its start hangs, it ends', async () => {
    const database = createServer().listen(0, '127.0.0.1');
    const asked = once(database, 'connection');
    await once(database, 'listening');
    const { port } = z.object({ port: z.number() }).parse(database.address());
    const hub = start({ DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/silent` });
    await asked;
    expect(await hub.end('SIGTERM')).toBe(1);
    // Cut off before the database was given up, of which it would have spoken.
    expect(hub.output).toBe('');
    database.close();
  });
});

/** The same without a process of its own, which takes long to start. */
describe('the hub’s own PostgreSQL', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'otklik-start-'));
  });
  afterEach(async () => {
    await rm(dataDir, { recursive: true, force: true });
  });

  const log = createLog('silent', false);
  const config = (env: Record<string, string> = {}): Config =>
    parseConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', ...env });
  const open = (env: Record<string, string> = {}): Promise<OpenDatabase> => openDatabase(config(env), log);
  async function failure(work: Promise<unknown>): Promise<{ code: string; message: string }> {
    const error = await work.then(
      () => new Error('It started'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof StartError)) throw error;
    return { code: error.code, message: error.message };
  }

  test('damaged folders are refused with words, and not touched', async () => {
    const database = await open();
    await database.close();
    const cluster = path.join(dataDir, 'postgres');
    const secret = path.join(dataDir, 'postgres.json');
    const whole = path.join(dataDir, 'whole');
    execFileSync('cp', ['-a', cluster, whole]);
    const password = readFileSync(secret, 'utf8');
    const damages: [string, () => Promise<unknown>][] = [
      ['without its control file', () => rm(path.join(cluster, 'global/pg_control'))],
      ['with a broken control file', () => truncate(path.join(cluster, 'global/pg_control'), 10)],
      ['without its write-ahead log', () => emptyFolder(path.join(cluster, 'pg_wal'))],
      [
        'that never was one',
        async () => {
          await emptyFolder(cluster);
          await writeFile(path.join(cluster, 'holiday.jpg'), 'x');
        },
      ],
      ['without its password', () => rm(secret)],
    ];
    for (const [what, damage] of damages) {
      await damage();
      const { code, message } = await failure(open());
      expect([what, code]).toEqual([what, 'data_damaged']);
      expect(message).toMatch(/backup/);
      expect(existsSync(cluster)).toBe(true);
      await rm(cluster, { recursive: true });
      execFileSync('cp', ['-a', whole, cluster]);
      await writeFile(secret, password, { mode: 0o600 });
    }
    await (await open()).close();
  });

  test('an interrupted first start, a dead hub’s lock and a stale pid file are in nobody’s way', async () => {
    await mkdir(path.join(dataDir, 'postgres.new'));
    await writeFile(path.join(dataDir, 'postgres.new/half'), 'x');
    await writeFile(path.join(dataDir, 'hub.lock'), JSON.stringify({ pid: 999_999, startedAt: '1' }));
    await (await open()).close();
    // The number now belongs to a stranger: this very test.
    await writeFile(path.join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    await writeFile(path.join(dataDir, 'hub.lock'), JSON.stringify({ pid: process.ppid, startedAt: '1' }));
    await (await open()).close();
  });

  test('one folder, one hub', async () => {
    const first = await open();
    expect((await failure(open())).code).toBe('data_in_use');
    await first.close();
    await (await open()).close();
  });

  test('a server that is killed comes back by itself, on the same address', async () => {
    const { pool, close } = await open();
    const pid = Number.parseInt(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGKILL');
    // The children of a killed server answer on for a moment: only another number proves that it was started again.
    const answersAnew = async (): Promise<boolean> => {
      const { rows } = await pool.pg.query<{ pid: number }>(
        `select (pg_read_file('postmaster.pid', 0, 20)::text ~ '^${pid}\\D')::int as pid from migrations limit 1`,
      );
      return rows[0]?.pid === 0;
    };
    await expect.poll(() => answersAnew().catch(() => false), { timeout: 30_000 }).toBe(true);
    await close();
  });

  test('a folder below one that only root may enter', async () => {
    const closed = path.join(dataDir, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await chmod(closed, 0o700);
    await (await open({ DATA_DIR: path.join(closed, 'data') })).close();
  });

  test('a folder that cannot be written', async () => {
    const file = path.join(dataDir, 'file');
    await writeFile(file, '');
    const { code, message } = await failure(open({ DATA_DIR: path.join(file, 'below') }));
    expect(code).toBe('data_not_writable');
    expect(message).toContain('DATA_DIR');
  });

  test.runIf(process.platform === 'linux')('a folder that can never be made', async () => {
    const { code, message } = await failure(open({ DATA_DIR: '/proc/otklik/data' }));
    expect([code, message]).toEqual(['data_not_writable', expect.stringContaining('/proc/otklik')]);
  });

  test('a busy port and an address that is not ours leave no database running', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const address = squatter.address();
    const port = String(typeof address === 'object' && address ? address.port : 0);
    const busy = await failure(startHub(config({ PORT: port }), { log }));
    expect(busy).toMatchObject({ code: 'port_busy', message: expect.stringContaining(port) as string });
    expect((await failure(startHub(config({ HOST: '192.0.2.1' }), { log }))).code).toBe(
      'address_unavailable',
    );
    expect(existsSync(path.join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
    squatter.close();
  });

  test('a database that cannot be reached, or is of a later version, or takes another password', async () => {
    for (const url of [
      'postgres://nobody:x@127.0.0.1:1/none',
      'postgres://nobody:x@no-such-host.invalid/none',
    ]) {
      const { code, message } = await failure(open({ DATABASE_URL: url }));
      expect(code).toBe('database_unreachable');
      expect(message).toContain('DATABASE_URL');
    }
    const own = await open();
    const wrong = await failure(open({ DATABASE_URL: own.pool.url.replace(/:[^:@]+@/, ':wrong@') }));
    expect(wrong.code).toBe('database_unreachable');
    expect(await migrate(own.pool.db)).toBe(0);
    await own.pool.db.insertInto('migrations').values({ number: 999, name: 'tomorrow' }).execute();
    const late = await failure(open({ DATABASE_URL: own.pool.url }));
    expect(late).toMatchObject({
      code: 'database_too_new',
      message: expect.stringContaining('999') as string,
    });
    await own.close();
  });

  test('hubs that start together migrate and seed once; a migration that fails leaves nothing behind', async () => {
    const own = await open();
    await own.pool.pg.query('create database together');
    const url = own.pool.url.replace(/\/postgres$/, '/together');
    const pools = await Promise.all([1, 2, 3].map(() => open({ DATABASE_URL: url })));
    const demos = await Promise.all(pools.map(({ pool }) => seedDemo(pool.db, Date.now)));
    expect(new Set(demos.map((demo) => demo?.channelId)).size).toBe(1);
    const [first] = pools;
    const { rows } = (await first?.pool.pg.query<{ count: number }>(
      'select count(*)::int from workspaces',
    )) ?? { rows: [] };
    expect(rows[0]?.count).toBe(1);
    const broken = { number: 1000, name: 'broken', up: [sql`create table half (x int); select 1 / 0`] };
    expect((await failure(migrate(own.pool.db, [...MIGRATIONS, broken]))).code).toBe('database_failed');
    expect((await own.pool.pg.query(`select to_regclass('half') as half`)).rows).toEqual([{ half: null }]);
    for (const { close } of pools) await close();
    // Defaults of the administrator's change nothing: reads after a lock must see what the lock's last owner wrote, and
    // what was answered must be on the disk.
    await own.pool.pg.query(`alter database together set default_transaction_isolation = 'serializable'`);
    await own.pool.pg.query(`alter database together set synchronous_commit = 'off'`);
    const later = await open({ DATABASE_URL: url });
    const show = sql<{
      level: string;
      durable: string;
    }>`select current_setting('transaction_isolation') as level,
      current_setting('synchronous_commit') as durable`;
    const alone = await show.execute(later.pool.db);
    const within = await transaction(later.pool.db, (tx) => show.execute(tx.db));
    const wanted = { level: 'read committed', durable: 'on' };
    expect([alone.rows, within.rows]).toEqual([[wanted], [wanted]]);
    await later.close();
    await own.close();
  });
});

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true });
}
