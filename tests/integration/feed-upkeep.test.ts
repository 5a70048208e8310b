import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { transaction } from '#server/db/transaction.ts';
import { loadDirectory } from '#server/feed/directory.ts';
import { beginEpoch, ensureEpochs, feedEnd, feedState, newestPosition } from '#server/feed/epoch.ts';
import { contactDialogs, historyPage } from '#server/feed/history.ts';
import { pruneFeed } from '#server/feed/prune.ts';
import { readFeed } from '#server/feed/reader.ts';
import { beginSnapshot, continueSnapshot } from '#server/feed/snapshot.ts';
import { decodePlace } from '#server/feed/snapshot-place.ts';
import { newId } from '#server/lib/ids.ts';
import {
  ADMIN,
  ANNA,
  BORIS,
  CHANNEL_C,
  CLARA,
  foundNeighbour,
  LINE_A,
  LINE_C,
  NEIGHBOUR,
  WS,
} from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const EVERYTHING: Scope = { operatorId: ADMIN, role: 'admin', lineIds: [], branchIds: [] };
const OF_ANNA: Scope = { operatorId: ANNA, role: 'operator', lineIds: [LINE_A], branchIds: [] };
const OF_CLARA: Scope = { operatorId: CLARA, role: 'operator', lineIds: [LINE_C], branchIds: [] };
const DAY_MS = 24 * 3600 * 1000;

describe('the feed in long use', () => {
  let postgres: TestPostgres;
  let world: World;
  beforeAll(async () => {
    postgres = await TestPostgres.start();
  });
  afterAll(() => postgres?.stop());
  beforeEach(async () => {
    world = await World.create(postgres);
    await foundNeighbour(world.db);
    return () => world.stop();
  });

  /** Entries of so many transactions, all of the same age. */
  async function write(count: number, days: number, workspaceId = WS): Promise<void> {
    const change = JSON.stringify({
      type: 'directory',
      entry: { kind: 'workspace', row: { id: WS, name: 'x', rev: 1 } },
    });
    await sql`insert into feed (workspace_id, change, at)
      select ${workspaceId}::uuid, ${change}::jsonb, now() - make_interval(days => ${days}) from generate_series(1, ${count}::int)`.execute(
      world.db,
    );
  }
  const sizeOf = async (workspaceId: string): Promise<number> =>
    (await world.db.selectFrom('feed').select('xid').where('workspace_id', '=', workspaceId).execute())
      .length;

  test('of one company is forgotten by its own age alone', async () => {
    await write(3, 30);
    await write(4, 30, NEIGHBOUR.workspace);
    const before = await feedState(world.db, NEIGHBOUR.workspace);
    // What the epoch began with goes, too.
    expect(await pruneFeed(world.db, WS, 14)).toBe(3 + 1);
    expect(await sizeOf(NEIGHBOUR.workspace)).toBe(5);
    expect(await feedState(world.db, NEIGHBOUR.workspace)).toEqual(before);
  });

  test('is forgotten in portions, and by two hubs at once no more than once', async () => {
    // Whole transactions: one of them alone is larger than a portion.
    for (let n = 0; n < 3; n += 1) await write(3_000, 30);
    const gone = await Promise.all([1, 2].map(() => pruneFeed(world.db, WS, 14)));
    expect(gone.reduce((sum, one) => sum + one, 0)).toBe(9_000 + 1);
    const { keptFrom } = await feedState(world.db, WS);
    expect((await readFeed(world.db, WS, 0n, 10)).keptFrom).toBe(keptFrom);
  });

  test('forgotten to its end still has one, at which a client reads on', async () => {
    await sql`update feed set at = now() - interval '30 days'`.execute(world.db);
    const end = await feedEnd(world.db, WS);
    expect(await pruneFeed(world.db, WS, 14)).toBeGreaterThan(0);
    expect(await sizeOf(WS)).toBe(0);
    expect(await feedEnd(world.db, WS)).toEqual(end);
    const { xid, epoch } = await newestPosition(world.db, WS);
    expect([epoch, BigInt(xid) + 1n]).toEqual([end.epoch, BigInt(end.xid)]);
    await write(1, 0);
    const { entries, waiting } = await readFeed(world.db, WS, BigInt(end.xid), 10);
    expect([entries.length, waiting]).toEqual([1, false]);
  });

  test('of a company that is not there has no state, no end and no page', async () => {
    const nobody = newId();
    await expect(feedState(world.db, nobody)).rejects.toThrow('no result');
    await expect(feedEnd(world.db, nobody)).rejects.toThrow(nobody);
    await expect(newestPosition(world.db, nobody)).rejects.toThrow(nobody);
    expect(await readFeed(world.db, nobody, 0n, 10)).toMatchObject({ entries: [], epoch: null });
    const begun = transaction(world.db, (tx) => beginEpoch(tx, nobody));
    await expect(begun).rejects.toThrow('feed_state');
  });

  test('begun anew has another name and nothing of what was; begun where it was, it stays as it is', async () => {
    await write(5, 0);
    const before = await feedEnd(world.db, WS);
    await ensureEpochs(world.db);
    expect(await feedEnd(world.db, WS)).toEqual(before);
    await transaction(world.db, (tx) => beginEpoch(tx, WS));
    const after = await feedEnd(world.db, WS);
    expect(after.epoch).not.toBe(before.epoch);
    expect(await sizeOf(WS)).toBe(1);
    expect((await feedState(world.db, NEIGHBOUR.workspace)).epoch).not.toBe(after.epoch);
  });

  test('a snapshot that was begun before is worth nothing in another life of the feed, or when it was pruned', async () => {
    const hub = await world.hub();
    for (let n = 0; n < 3; n += 1) await world.channel.receive(`waits ${n}`, 'hello');
    await hub.stop();
    const begin = async () => {
      const { next } = await beginSnapshot(world.db, WS, EVERYTHING, 1, Date.now());
      return decodePlace(next ?? '') ?? expect.fail('all of it fitted into one page');
    };
    const place = await begin();
    expect(await continueSnapshot(world.db, WS, EVERYTHING, 10, place)).toMatchObject({
      cursor: place.cursor,
    });
    await transaction(world.db, (tx) => beginEpoch(tx, WS));
    expect(await continueSnapshot(world.db, WS, EVERYTHING, 10, place)).toBeNull();
    const again = await begin();
    await write(1, 30);
    await sql`update feed set at = now() - interval '30 days'`.execute(world.db);
    await pruneFeed(world.db, WS, 14);
    expect(await continueSnapshot(world.db, WS, EVERYTHING, 10, again)).toBeNull();
  });

  test('a page of a snapshot shows nothing of what left the scope since it was begun', async () => {
    const hub = await world.hub();
    for (let n = 0; n < 4; n += 1) await world.channel.receive(`waits ${n}`, 'hello');
    await hub.stop();
    const { next, bundles, total } = await beginSnapshot(world.db, WS, OF_ANNA, 1, Date.now());
    expect([bundles.length, total]).toEqual([1, 4]);
    const place = decodePlace(next ?? '') ?? expect.fail('all of it fitted into one page');
    const none = { ...OF_ANNA, lineIds: [] };
    const rest = await continueSnapshot(world.db, WS, none, 10, place);
    expect(rest).toMatchObject({ bundles: [], scope: none, next: null });
  });

  test('closed dialogs come with the snapshot for two days, to the moment', async () => {
    const hub = await world.hub();
    const { dialogId } = await world.channel.receive('closed', 'hello');
    await hub.stop();
    await sql`update dialogs set status = 'closed', outcome = 'finished', closed_at = ${new Date(1_800_000_000_000)}`.execute(
      world.db,
    );
    const idsAt = async (now: number): Promise<string[]> =>
      (await beginSnapshot(world.db, WS, EVERYTHING, 10, now)).bundles.map(({ dialog }) => dialog.id);
    // What changed since the snapshot began comes again; this dialog did so long ago.
    await sql`update dialogs set xid = '3'::xid8`.execute(world.db);
    expect(await idsAt(1_800_000_000_000 + 2 * DAY_MS - 1)).toEqual([dialogId]);
    expect(await idsAt(1_800_000_000_000 + 2 * DAY_MS)).toEqual([]);
  });

  test('the directory is one company’s, with the company’s filters and one’s own, and without what cannot be read', async () => {
    const content = JSON.stringify({ filter: NO_FILTER, columns: ['client'], sort: FIRST_SORT });
    const row = { workspace_id: WS, updated_at: new Date(), updated_by: ANNA, intent_id: newId(), rev: 1 };
    const keep = (name: string, patch: object): Promise<unknown> =>
      world.db
        .insertInto('saved_filters')
        .values({
          ...row,
          id: newId(),
          owner_id: ANNA,
          sharing: 'personal',
          name,
          content,
          deleted: false,
          ...patch,
        })
        .execute();
    await keep('mine', {});
    await keep('all have it', { sharing: 'company' });
    await keep('of Boris', { owner_id: BORIS });
    await keep('thrown away', { deleted: true });
    await keep('of a newer hub', {
      content: JSON.stringify({ filter: { version: 9 }, columns: [], sort: FIRST_SORT }),
    });
    const of = async (operatorId: string, workspaceId = WS) =>
      await loadDirectory(world.db, workspaceId, operatorId);
    const filters = async (operatorId: string): Promise<string[]> =>
      (await of(operatorId)).flatMap((entry) => (entry.kind === 'filter' ? [entry.row.name] : [])).toSorted();
    expect(await filters(ANNA)).toEqual(['all have it', 'mine']);
    expect(await filters(BORIS)).toEqual(['all have it', 'of Boris']);
    expect(await filters(CLARA)).toEqual(['all have it']);
    const next = await of(NEIGHBOUR.admin, NEIGHBOUR.workspace);
    expect(next.map(({ kind }) => kind).toSorted()).toEqual([
      'branch',
      'channel',
      'line',
      'operator',
      'workspace',
    ]);
    expect(JSON.stringify(next)).not.toContain(ANNA);
  });

  test('history is read from any place of a talk, and beyond its ends there is nothing', async () => {
    const hub = await world.hub();
    const { dialogId, contactId } = await world.channel.receive('reader', 'text 1');
    for (let n = 2; n <= 5; n += 1) await world.channel.receive('reader', `text ${n}`);
    await world.channel.receive('reader', 'elsewhere', { channelId: CHANNEL_C });
    await hub.stop();
    const { rows } = await sql<{
      last: number;
    }>`select last_seq as last from dialogs where id = ${dialogId}`.execute(world.db);
    const last = rows[0]?.last ?? 0;
    const seqs = async (before: number | null, limit: number, scope = OF_ANNA): Promise<number[] | null> =>
      (await historyPage(world.db, WS, scope, dialogId, before, limit))?.messages.map(({ seq }) => seq) ??
      null;
    expect(await seqs(null, 2)).toEqual([last - 1, last]);
    expect(await seqs(last, 2)).toEqual([last - 2, last - 1]);
    expect(await seqs(1, 10)).toEqual([]);
    // Larger than any seq the database has room for.
    expect(await seqs(Number.MAX_SAFE_INTEGER, 1)).toEqual([last]);
    expect(await seqs(null, 10, OF_CLARA)).toBeNull();
    expect(await historyPage(world.db, NEIGHBOUR.workspace, EVERYTHING, dialogId, null, 10)).toBeNull();
    const dialogs = (scope: Scope, workspaceId = WS) =>
      contactDialogs(world.db, workspaceId, scope, contactId);
    expect((await dialogs(OF_ANNA)).map(({ id }) => id)).toEqual([dialogId]);
    expect(await dialogs(OF_CLARA)).toEqual([]);
    expect(await dialogs(EVERYTHING, NEIGHBOUR.workspace)).toEqual([]);
  });
});
