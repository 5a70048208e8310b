import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type pg from 'pg';
import type { Dialog } from '#shared/domain/dialog.ts';
import { audienceOf, type Audience, type Scope } from '#shared/domain/scope.ts';
import type { Change } from '#shared/wire/change.ts';
import { transaction } from '#server/db/transaction.ts';
import { appendToFeed, dialogEntries, type NewEntry } from '#server/feed/append.ts';
import type { FeedEntry, StoredChange } from '#server/feed/entry.ts';
import { feedState, judgeCursor, newestXid } from '#server/feed/epoch.ts';
import { pruneFeed } from '#server/feed/prune.ts';
import { readFeed } from '#server/feed/reader.ts';
import { beginSnapshot } from '#server/feed/snapshot.ts';
import { newId } from '#server/lib/ids.ts';
import { ANNA, BORIS as OTHER_LINE, dialogFixture, messageFixture } from '#tests/support/fixtures.ts';
import { ADMIN, WS } from './support/company.ts';
import { connect, TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

/** Writers that begin, write and commit when the test says so. */
class Writer {
  #client: pg.Client;
  readonly #url: string;
  private constructor(url: string, client: pg.Client) {
    this.#url = url;
    this.#client = client;
  }
  static async open(url: string): Promise<Writer> {
    return new Writer(url, await connect(url));
  }
  async reconnect(): Promise<void> {
    this.#client = await connect(this.#url);
  }
  async run(sql: string, ...values: unknown[]): Promise<pg.QueryResult> {
    return await this.#client.query(sql, values);
  }
  /** @param times in one transaction */
  async append(name: string, times = 1): Promise<void> {
    const change = { type: 'directory', entry: { kind: 'workspace', row: { id: WS, name, rev: 1 } } };
    await this.run(
      'insert into feed (workspace_id, change) select $1, $2::jsonb from generate_series(1, $3)',
      WS,
      JSON.stringify(change),
      times,
    );
  }
  async close(): Promise<void> {
    await this.#client.end();
  }
}

const EVERYTHING: Scope = { operatorId: ADMIN, role: 'admin', lineIds: [], branchIds: [] };
const changeOf = ({ json }: FeedEntry): StoredChange | null =>
  JSON.parse(json ?? 'null') as StoredChange | null;
const nameIn = (change: StoredChange | Change | null): string =>
  change?.type === 'directory' && change.entry.kind === 'workspace' ? change.entry.row.name : '?';
const nameOf = (entry: FeedEntry): string => nameIn(changeOf(entry));

describe('the feed', () => {
  let postgres: TestPostgres;
  let world: World;
  let writers: Writer[];
  /** After what the epoch began with. */
  let begun: bigint;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
  });
  afterAll(async () => {
    await postgres?.stop();
  });
  beforeEach(async () => {
    world = await World.create(postgres);
    writers = await Promise.all([1, 2, 3].map(() => Writer.open(world.url)));
    begun = (await readFeed(world.db, WS, 0n, 100)).next;
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
    const start = (await read(begun)).next;
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
    const start = (await read(begun)).next;
    await writer(0).run('begin');
    await writer(0).append('never');
    await writer(1).append('after');
    await writer(0).run('rollback');
    expect((await read(start)).entries.map(nameOf)).toEqual(['after']);
  });

  test('after a crash transaction ids are given out again, and no reader misses what they carry', async () => {
    const xids = async (statement: string): Promise<string[]> =>
      (await writer(0).run(statement)).rows.map(({ xid }: { xid: string }) => xid);
    await postgres.writeLate();
    await writer(0).append('before');
    const lost: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      await writer(0).run('begin');
      lost.push(...(await xids('select pg_current_xact_id()::text as xid')));
      await writer(0).run('rollback');
    }
    // Those who read while the ids were taken.
    const follower = (await read(begun)).next;
    const { cursor } = await beginSnapshot(world.db, WS, EVERYTHING, 10, Date.now());

    await postgres.crash();
    for (const one of writers) await one.reconnect();
    const names = Array.from({ length: 20 }, (_, n) => `after ${n}`);
    for (const name of names) await writer(0).append(name);
    const given = await xids('select xid::text from feed order by xid');
    // Otherwise this has proved nothing.
    expect(given.some((xid) => lost.includes(xid))).toBe(true);
    expect((await read(follower)).entries.map(nameOf)).toEqual(names);
    expect((await read(BigInt(cursor.xid))).entries.map(nameOf)).toEqual(names);
  });

  test('of a dialog that is told of again and again for the same people only the last row is read', async () => {
    const here = dialogFixture();
    const there = dialogFixture({ lineId: OTHER_LINE });
    const other = dialogFixture({ id: newId() });
    let rev = 0;
    /** One transaction. */
    const tell = async (...steps: [before: Dialog | null, after: Dialog][]): Promise<void> => {
      const entries = steps.flatMap(([before, after]) => {
        rev += 1;
        const message = messageFixture({ id: newId(), seq: rev });
        return dialogEntries(before, { ...after, rev }, [message]);
      });
      await transaction(world.db, (tx) => appendToFeed(tx, WS, entries));
    };
    await tell([null, here]);
    await tell([here, here], [here, here]);
    await tell([here, there], [null, other]);
    await tell([there, there]);
    await tell([there, there], [other, other], [there, there]);
    const busy = dialogFixture({ ...there, state: { status: 'active', responsibleId: ANNA } });
    const shut = dialogFixture({
      ...there,
      state: { status: 'closed', responsibleId: ANNA, closedAt: 1, outcome: 'finished' },
    });
    await tell([there, busy]);
    await tell([busy, shut]);
    await tell([shut, busy]);
    await tell([busy, busy]);
    await tell([other, other]);
    const rows = async (limit: number): Promise<string> =>
      (await read(begun, limit)).entries
        .map((entry) => {
          const change = changeOf(entry);
          return entry.type === 'message' ? '·' : change?.type === 'dialog' ? change.dialog.rev : 'again';
        })
        .join(' ');
    // Before its going to another line its row stands for those who lose it, before its being taken up for those who have put it
    // away. The last transaction of a page may be cut off.
    expect(await rows(100)).toBe(
      'again · again · 3 · again · again · again · again · 8 · 9 · again · 11 · again · 13 · 14 ·',
    );
    expect(await rows(11)).toBe('again · again · 3 · 4 · 5 ·');
  });

  test('each entry says who sees it, whatever is said of its dialog before and after', async () => {
    const lines = [ADMIN, ANNA, OTHER_LINE].map((lineId) => ({ lineId, branchId: ADMIN, ownerIds: [] }));
    const audience = (n: number): Audience => ({
      ...audienceOf(dialogFixture()),
      ...lines[n % lines.length],
    });
    const dialogs = [newId(), newId(), newId()];
    const written: NewEntry[] = Array.from({ length: 300 }, (_, n) => {
      // Numbers that share no factor with what they choose among come by in every order.
      const id = dialogs[Math.floor(n / 5) % 3] ?? '';
      const now = [audience(Math.floor(n / 7))];
      const before =
        [null, audience(Math.floor(n / 11)), { ...audience(0), whole: true as const }][
          Math.floor(n / 9) % 3
        ] ?? null;
      const change: StoredChange =
        n % 2 === 0
          ? { type: 'dialog', dialog: dialogFixture({ id }) }
          : { type: 'message', message: messageFixture({ id: newId(), dialogId: id, seq: n }) };
      if (n % 13 === 0) return { change, audience: { kind: 'operator', operatorId: ANNA } };
      return { change, audience: { kind: 'dialog', now, before } };
    });
    await transaction(world.db, (tx) => appendToFeed(tx, WS, written));
    const { entries } = await read(begun, 1_000);
    expect(entries.map((entry) => entry.audience)).toEqual(written.map((entry) => entry.audience));
    expect(entries.map(({ type, dialogId }) => [type, dialogId])).toEqual(
      written.map(({ change }) => [
        change.type,
        change.type === 'dialog'
          ? change.dialog.id
          : change.type === 'message'
            ? change.message.dialogId
            : '',
      ]),
    );
  });

  test('what is for one operator alone stays so, also beside what others of that dialog see', async () => {
    const change = JSON.stringify({ type: 'message', message: messageFixture({ id: newId(), seq: 1 }) });
    const seen = JSON.stringify([audienceOf(dialogFixture())]);
    // No writer says both; the tables would let him.
    await writer(0).run(
      `insert into feed (workspace_id, change, audiences, operator_id)
       select $1, $2::jsonb, $3::jsonb, operator from unnest($4::uuid[]) with ordinality as o (operator, n) order by n`,
      WS,
      change,
      seen,
      [null, ANNA, null, OTHER_LINE, ANNA],
    );
    const kinds = (await read(begun)).entries.map(({ audience }) =>
      audience.kind === 'operator' ? audience.operatorId : audience.kind,
    );
    expect(kinds).toEqual(['dialog', ANNA, 'dialog', OTHER_LINE, ANNA]);
  });

  test('pages end where transactions end, also when one is larger than a page', async () => {
    const start = (await read(begun)).next;
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

  test('a page is read along the key, however much lies around it and whatever the planner believes', async () => {
    const start = (await read(begun)).next;
    const sql = `insert into feed (workspace_id, change) select $1, '{"type":"directory"}' from generate_series(1, $2::int)`;
    const grow = async (): Promise<void> => {
      for (let i = 0; i < 20; i += 1) await writer(0).run(sql, WS, 500);
    };
    const count = async (): Promise<number> => {
      const { rows } = await writer(0).run(
        `select idx_tup_fetch + seq_tup_read as rows from pg_stat_xact_user_tables where relname = 'feed'`,
      );
      return Number((rows as { rows: string }[])[0]?.rows);
    };
    const lookedAt = async (from: bigint): Promise<{ found: number; looked: number }> => {
      await writer(0).run('begin');
      const before = await count();
      const { rows } = await writer(0).run(
        'select at_xid from feed_rows($1, $2::xid8, 100)',
        WS,
        String(from),
      );
      const looked = (await count()) - before;
      await writer(0).run('commit');
      const found = (rows as { at_xid: string | null }[]).filter((row) => row.at_xid !== null).length;
      return { found, looked };
    };
    // Statistics of a feed that had just begun, and of one to which as much again was written since.
    for (const statistics of ['of its beginning', 'of half of it']) {
      await writer(0).run('vacuum analyze feed');
      await grow();
      const page = await lookedAt(start);
      expect([statistics, page.found]).toEqual([statistics, 100]);
      expect(page.looked).toBeLessThan(200);
      const end = (await read(begun, 100_000)).next;
      const nothing = await lookedAt(end);
      expect([statistics, nothing.found]).toEqual([statistics, 0]);
      expect(nothing.looked).toBeLessThan(10);
    }
  });

  test('forty interleaved transactions on three connections: a reader misses none and sees none twice', async () => {
    const start = (await read(begun)).next;
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
    expect((await read(begun)).entries.map(nameOf)).toEqual(['first', 'second']);
    const { entries } = await read(begun);
    expect(Number(entries[0]?.xid)).toBeLessThan(Number(entries[1]?.xid));
  });

  test('hubs under load write every dialog’s revisions in the order of transaction ids', async () => {
    const hub = await world.hub();
    await world.channel.receive('busy', 'hello');
    await Promise.all(Array.from({ length: 30 }, (_, i) => world.channel.receive('busy', `message ${i}`)));
    await hub.stop();
    // From the table: of several rows of a dialog a page has the last.
    const { rows } = await writer(0).run(
      `select (change->'dialog'->>'rev')::int as rev from feed where change->>'type' = 'dialog' order by xid, n`,
    );
    const revs = rows.map(({ rev }: { rev: number }) => rev);
    expect(revs).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
  });

  test('whoever catches up hears with all but the last piece that more is to come, and of what is new never', async () => {
    const hub = await world.hub();
    const client = await world.signIn(hub, ADMIN);
    const before = (await client.snapshot(50))[0]?.cursor ?? null;
    for (let n = 0; n < 5; n += 1) await writer(0).append(`missed ${n}`, 1_000);
    const live = await client.live(before);
    const said = (name: string): boolean => live.changes.some((change) => nameIn(change) === name);
    await live.until(() => said('missed 4'));
    const pieces = live.heard.flatMap((down) => (down.type === 'changes' ? [down.more ?? false] : []));
    expect(pieces.length).toBeGreaterThanOrEqual(3);
    expect(pieces.indexOf(false)).toBe(pieces.length - 1);
    for (let n = 0; n < 3; n += 1) await writer(0).append(`new ${n}`, 700);
    await live.until(() => said('new 2'));
    const later = live.heard.filter((down) => down.type === 'changes').slice(pieces.length);
    expect(later.filter((down) => down.more === true)).toEqual([]);
    await live.close();
    await hub.stop();
  });

  test('old changes are forgotten, whole transactions at a time, and cursors before them are told so', async () => {
    await writer(0).run('begin');
    await writer(0).append('old 1');
    await writer(0).append('old 2');
    await writer(0).run('commit');
    await writer(0).run(`update feed set at = now() - interval '20 days'`);
    await writer(0).append('young');
    const { epoch } = await feedState(world.db, WS);
    const first = (await read(begun)).entries[0]?.xid ?? 0n;
    // What the epoch began with goes, too.
    expect(await pruneFeed(world.db, WS, 14)).toBe(3);
    expect((await read(begun)).entries.map(nameOf)).toEqual(['young']);
    const state = await feedState(world.db, WS);
    const newest = await newestXid(world.db);
    const judge = (xid: bigint): string => judgeCursor({ epoch, xid: String(xid) }, state, newest);
    expect(judge(first)).toBe('too_old');
    expect(judge(state.keptFrom)).toBe('good');
    expect(judge(newest + 1n)).toBe('ahead_of_hub');
    expect(await pruneFeed(world.db, WS, 14)).toBe(0);
  });
});
