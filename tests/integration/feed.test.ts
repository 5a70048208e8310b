import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import pg from 'pg';
import type { FeedEntry } from '#server/feed/entry.ts';
import { feedState, judgeCursor, newestXid } from '#server/feed/epoch.ts';
import { pruneFeed } from '#server/feed/prune.ts';
import { readFeed } from '#server/feed/reader.ts';
import { WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

/** Writers that begin, write and commit when the test says so. */
class Writer {
  readonly #client: pg.Client;
  constructor(client: pg.Client) {
    this.#client = client;
  }
  static async open(url: string): Promise<Writer> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Writer(client);
  }
  async run(sql: string, ...values: unknown[]): Promise<pg.QueryResult> {
    return await this.#client.query(sql, values);
  }
  async append(name: string): Promise<void> {
    const change = { type: 'directory', entry: { kind: 'workspace', row: { id: WS, name, rev: 1 } } };
    await this.run('insert into feed (workspace_id, change) values ($1, $2)', WS, JSON.stringify(change));
  }
  async close(): Promise<void> {
    await this.#client.end();
  }
}

const nameOf = ({ change }: FeedEntry): string =>
  change.type === 'directory' && change.entry.kind === 'workspace' ? change.entry.row.name : '?';

describe('the feed', () => {
  let postgres: TestPostgres;
  let world: World;
  let writers: Writer[];

  beforeAll(async () => {
    postgres = await TestPostgres.start();
  });
  afterAll(async () => {
    await postgres?.stop();
  });
  beforeEach(async () => {
    world = await World.create(postgres);
    writers = await Promise.all([1, 2, 3].map(() => Writer.open(world.url)));
    return async () => {
      for (const writer of writers) await writer.close();
      await world.stop();
    };
  });
  const writer = (i: number): Writer => {
    const found = writers[i];
    if (!found) throw new Error('No such writer');
    return found;
  };
  const read = async (from: bigint, limit = 100): ReturnType<typeof readFeed> =>
    await readFeed(world.db, WS, from, limit);

  test('a transaction that commits late appears, although a later one was there first', async () => {
    const start = (await read(0n)).next;
    await writer(0).run('begin');
    await writer(0).append('slow');
    await writer(1).append('quick');
    const before = await read(start);
    expect(before.entries).toEqual([]);
    expect(before.waiting).toBe(true);
    await writer(0).run('commit');
    const after = await read(before.next);
    expect(after.entries.map(nameOf)).toEqual(['slow', 'quick']);
    expect(after.waiting).toBe(false);
    expect((await read(after.next)).entries).toEqual([]);
  });

  test('a transaction that is rolled back leaves nothing and holds nothing up', async () => {
    const start = (await read(0n)).next;
    await writer(0).run('begin');
    await writer(0).append('never');
    await writer(1).append('after');
    await writer(0).run('rollback');
    expect((await read(start)).entries.map(nameOf)).toEqual(['after']);
  });

  test('pages end where transactions end, also when one is larger than a page', async () => {
    const start = (await read(0n)).next;
    for (const [name, size] of [
      ['a', 2],
      ['b', 7],
      ['c', 1],
    ] as const) {
      await writer(0).run('begin');
      for (let i = 0; i < size; i += 1) await writer(0).append(`${name}${i}`);
      await writer(0).run('commit');
    }
    const seen: string[][] = [];
    for (let at = start, more = true; more;) {
      const page = await read(at, 3);
      seen.push(page.entries.map(nameOf));
      ({ next: at, more } = page);
    }
    expect(seen.flat()).toEqual(['a0', 'a1', 'b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'c0']);
    for (const page of seen) {
      const letters = new Set(page.map((name) => name[0]));
      for (const letter of letters) {
        expect(page.filter((name) => name[0] === letter)).toHaveLength(
          { a: 2, b: 7, c: 1 }[letter ?? ''] ?? 0,
        );
      }
    }
  });

  test('forty interleaved transactions on three connections: a reader misses none and sees none twice', async () => {
    const start = (await read(0n)).next;
    const seen: string[] = [];
    let at = start;
    let writing = true;
    const reader = (async () => {
      for (let last = false; ;) {
        last = !writing;
        const page = await read(at, 5);
        seen.push(...page.entries.map(nameOf));
        at = page.next;
        if (last && !page.more) return;
      }
    })();
    const work = async (i: number): Promise<string[]> => {
      const names: string[] = [];
      for (let n = 0; n < 40; n += 1) {
        await writer(i).run('begin');
        const mine = [`${i}/${n}/0`, `${i}/${n}/1`];
        for (const name of mine) await writer(i).append(name);
        const keep = (n * 7 + i) % 5 !== 0;
        await writer(i).run(keep ? 'commit' : 'rollback');
        if (keep) names.push(...mine);
      }
      return names;
    };
    const written = (await Promise.all([0, 1, 2].map(work))).flat();
    writing = false;
    await reader;
    expect(seen.toSorted()).toEqual(written.toSorted());
  });

  test('changes of one dialog have ids in the order of their effects, however their transactions overlap', async () => {
    // The trap: a transaction gets its id by its first write; had it written before it got the lock, it would be older than
    // a change that it waited for.
    const key = `hashtextextended('dialog/x/y', 0)`;
    await writer(0).run('begin');
    await writer(0).run(`select pg_advisory_xact_lock(${key})`);
    await writer(1).run('begin');
    const waits = writer(1).run(`select pg_advisory_xact_lock(${key})`);
    await writer(0).append('first');
    await writer(0).run('commit');
    await waits;
    await writer(1).append('second');
    await writer(1).run('commit');
    expect((await read(0n)).entries.map(nameOf)).toEqual(['first', 'second']);
    const { entries } = await read(0n);
    expect(Number(entries[0]?.xid)).toBeLessThan(Number(entries[1]?.xid));
  });

  test('hubs under load write every dialog’s revisions in the order of transaction ids', async () => {
    const hub = await world.hub();
    await world.channel.receive('busy', 'hello');
    await Promise.all(Array.from({ length: 30 }, (_, i) => world.channel.receive('busy', `message ${i}`)));
    await hub.stop();
    const { entries } = await read(0n, 1000);
    const revs = entries.flatMap(({ change }) => (change.type === 'dialog' ? [change.dialog.rev] : []));
    expect(revs).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
  });

  test('old changes are forgotten, whole transactions at a time, and cursors before them are told so', async () => {
    await writer(0).run('begin');
    await writer(0).append('old 1');
    await writer(0).append('old 2');
    await writer(0).run('commit');
    await writer(0).run(`update feed set at = now() - interval '20 days'`);
    await writer(0).append('young');
    const { epoch } = await feedState(world.db, WS);
    const first = (await read(0n)).entries[0]?.xid ?? 0n;
    expect(await pruneFeed(world.db, WS, 14)).toBe(2);
    expect((await read(0n)).entries.map(nameOf)).toEqual(['young']);
    const state = await feedState(world.db, WS);
    const newest = await newestXid(world.db);
    const judge = (xid: bigint): string => judgeCursor({ epoch, xid: String(xid) }, state, newest);
    expect(judge(first)).toBe('too_old');
    expect(judge(state.keptFrom)).toBe('good');
    expect(judge(newest + 1n)).toBe('ahead_of_hub');
    expect(await pruneFeed(world.db, WS, 14)).toBe(0);
  });

  test('reading a page uses the key, however long the feed is', async () => {
    await writer(0).run(
      `insert into feed (workspace_id, xid, change) select $1, (n + 1000000)::text::xid8, '{}' from generate_series(1, 20000) n`,
      WS,
    );
    await writer(0).run('analyze feed');
    const plan = await writer(0).run(
      `explain select * from feed where workspace_id = $1 and xid >= '1010000' and xid < '1015000' order by xid, n limit 100`,
      WS,
    );
    const text = JSON.stringify(plan.rows);
    expect(text).toContain('feed_pkey');
    expect(text).not.toContain('Sort');
    expect(text).not.toContain('Seq Scan');
  });
});
