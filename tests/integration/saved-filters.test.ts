import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  MOST_FILTERS,
  NEW_FILTER,
  type FilterBase,
  type FilterDraft,
  type SavedFilter,
} from '#shared/domain/saved-filter.ts';
import { NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { doChores } from '#server/chores.ts';
import { diskStore } from '#server/files/disk.ts';
import { newId } from '#server/lib/ids.ts';
import type { Hub } from '#server/hub.ts';
import { intent, type Client, type Live } from './support/client.ts';
import { ADMIN, ANNA, BORIS, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const PEOPLE = { ANNA, BORIS, VERA, ADMIN };
type Name = keyof typeof PEOPLE;

describe('kept filters', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  const clients = new Map<Name, Client>();
  const client = (name: Name): Client => {
    const found = clients.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  };

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub({ RATE_LIMITS: 'off' });
    for (const name of Object.keys(PEOPLE) as Name[])
      clients.set(name, await world.signIn(hub, PEOPLE[name]));
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  const draft = (patch: Partial<FilterDraft> = {}): FilterDraft => ({
    id: newId(),
    sharing: 'personal',
    name: 'Waiting',
    filter: { ...NO_FILTER, waiting: true },
    columns: ['client', 'waiting'],
    sort: FIRST_SORT,
    ...patch,
  });
  const outcome = async (name: Name, asked: ReturnType<typeof intent>): Promise<string> => {
    const [result] = await client(name).act(asked);
    return result?.status === 'refused' ? result.refusal.code : (result?.status ?? 'nothing');
  };
  const save = (name: Name, filter: FilterDraft, basedOn: FilterBase = NEW_FILTER) =>
    outcome(name, intent('filter.save', { ...filter, basedOn }));
  const remove = (name: Name, id: string, basedOn: FilterBase) =>
    outcome(name, intent('filter.delete', { id, basedOn }));
  const has = async (name: Name, id: string): Promise<SavedFilter | undefined> => {
    const { directory } = await client(name).snapshotPage('?limit=1');
    return directory.flatMap((entry) =>
      entry.kind === 'filter' && entry.row.id === id ? [entry.row] : [],
    )[0];
  };
  const seers = async (id: string): Promise<Name[]> => {
    const found: Name[] = [];
    for (const name of Object.keys(PEOPLE) as Name[]) if (await has(name, id)) found.push(name);
    return found;
  };
  const at = (rev: number): FilterBase => ({ rev, intentId: null });

  test('a personal one is its owner’s alone: others neither see nor change nor delete it', async () => {
    const mine = draft();
    expect(await save('ANNA', mine)).toBe('done');
    expect(await seers(mine.id)).toEqual(['ANNA']);
    expect(await save('ADMIN', { ...mine, name: 'Taken' }, at(1))).toBe('not_found');
    expect(await remove('VERA', mine.id, at(1))).toBe('not_found');
    expect((await has('ANNA', mine.id))?.name).toBe('Waiting');
  });

  test('seniors and admins keep for the company, operators do not', async () => {
    expect(await save('ANNA', draft({ sharing: 'company' }))).toBe('forbidden');
    const shared = draft({ sharing: 'company', name: '  Spam \n of the week ' });
    expect(await save('VERA', shared)).toBe('done');
    expect(await seers(shared.id)).toEqual(['ANNA', 'BORIS', 'VERA', 'ADMIN']);
    expect((await has('BORIS', shared.id))?.name).toBe('Spam of the week');
    expect(await save('BORIS', { ...shared, name: 'Mine now' }, at(1))).toBe('forbidden');
    expect(await remove('BORIS', shared.id, at(1))).toBe('forbidden');
    expect(await save('ADMIN', { ...shared, name: 'Spam' }, at(1))).toBe('done');
    // It was Vera's, and can become nobody else's own.
    expect(await save('ADMIN', { ...shared, sharing: 'personal' }, at(2))).toBe('forbidden');
  });

  test('the later of two is told who was first; his own change on its way counts as seen', async () => {
    const shared = draft({ sharing: 'company' });
    await save('VERA', shared);
    const first = intent('filter.save', { ...shared, name: 'By Vera', basedOn: at(1) });
    expect(await outcome('VERA', first)).toBe('done');
    const [late] = await client('ADMIN').act(
      intent('filter.save', { ...shared, name: 'By admin', basedOn: at(1) }),
    );
    expect(late).toMatchObject({ status: 'refused', refusal: { code: 'filter_changed', operatorId: VERA } });
    const onTop = { rev: 1, intentId: first.id };
    expect(await save('VERA', { ...shared, name: 'By Vera again' }, onTop)).toBe('done');
    expect(await save('VERA', { ...shared, name: 'Blind' }, onTop)).toBe('filter_changed');
    expect(await save('ADMIN', { ...shared, name: 'Seen' }, at(3))).toBe('done');
    expect((await has('ANNA', shared.id))?.name).toBe('Seen');
  });

  test('sent again it is done once; deleted is deleted, whoever was first', async () => {
    const shared = draft({ sharing: 'company' });
    const saving = intent('filter.save', { ...shared, basedOn: NEW_FILTER });
    expect(await outcome('VERA', saving)).toBe('done');
    expect(await outcome('VERA', saving)).toBe('done');
    expect((await has('VERA', shared.id))?.rev).toBe(1);
    expect(await remove('ADMIN', shared.id, at(1))).toBe('done');
    expect(await remove('VERA', shared.id, at(1))).toBe('done');
    expect(await seers(shared.id)).toEqual([]);
    expect(await save('VERA', { ...shared, name: 'Back' }, at(1))).toBe('filter_changed');
    expect(await save('VERA', { ...shared, name: 'Back' }, at(2))).toBe('done');
    expect(await seers(shared.id)).toHaveLength(4);
  });

  test('of one that was deleted nothing is left after a while, and it cannot be changed from memory', async () => {
    const [old, fresh, kept] = [draft(), draft(), draft()];
    for (const filter of [old, fresh, kept]) await save('ANNA', filter);
    for (const { id } of [old, fresh]) expect(await remove('ANNA', id, at(1))).toBe('done');
    await world.pool.pg.query(
      `update saved_filters set updated_at = now() - interval '31 days' where id = any($1)`,
      [[old.id, kept.id]],
    );
    await doChores(world.db, diskStore('nowhere'), { FEED_DAYS: 14, SIGN_IN_WINDOW_S: 900 });
    const { rows } = await world.pool.pg.query<{ id: string }>(
      'select id from saved_filters where id = any($1)',
      [[old.id, fresh.id, kept.id]],
    );
    expect(rows.map(({ id }) => id).toSorted()).toEqual([fresh.id, kept.id].toSorted());
    expect(await save('ANNA', { ...old, name: 'Back' }, at(2))).toBe('filter_changed');
    expect(await save('ANNA', { ...fresh, name: 'Back' }, at(2))).toBe('done');
  });

  test('one that all had and that becomes its maker’s again is gone for the others at once, and not for him', async () => {
    const shared = draft({ sharing: 'company' });
    await save('VERA', shared);
    const { cursor } = await client('BORIS').snapshotPage('?limit=1');
    const lives = [await client('BORIS').live(cursor), await client('VERA').live(cursor)];
    expect(await save('VERA', { ...shared, sharing: 'personal' }, at(1))).toBe('done');
    const toldOf = (live: Live): SavedFilter[] =>
      live.changes.flatMap((change) =>
        change.type === 'directory' && change.entry.kind === 'filter' && change.entry.row.id === shared.id
          ? [change.entry.row]
          : [],
      );
    const [boris, vera] = lives;
    if (!boris || !vera) throw new Error('two sockets');
    await vera.until(() => toldOf(vera).length === 2);
    await boris.until(() => toldOf(boris).length === 1);
    expect(toldOf(vera).map(({ deleted, rev }) => [deleted, rev])).toEqual([
      [true, 2],
      [false, 3],
    ]);
    expect(toldOf(boris).map(({ deleted, rev }) => [deleted, rev])).toEqual([[true, 2]]);
    for (const live of lives) await live.close();
    expect(await seers(shared.id)).toEqual(['VERA']);
    expect((await has('VERA', shared.id))?.rev).toBe(3);
  });

  test('there are so many of one person, and of the company, and of two at once the last one', async () => {
    const room = async (sharing: 'personal' | 'company', left: number): Promise<void> => {
      await world.pool.pg.query('delete from saved_filters');
      const owner = sharing === 'personal' ? ANNA : VERA;
      const { rowCount } = await world.pool.pg.query(
        `insert into saved_filters (workspace_id, id, owner_id, sharing, name, content, updated_at, updated_by, deleted, intent_id, rev)
         select $1, gen_random_uuid(), $2, $3, 'kept ' || n, $4, now(), $2, n > $5, gen_random_uuid(), 1
         from generate_series(1, $5 + 10) n`,
        [WS, owner, sharing, JSON.stringify(content), MOST_FILTERS - left],
      );
      expect(rowCount).toBe(MOST_FILTERS - left + 10);
    };
    const { filter, columns, sort } = draft();
    const content = { filter, columns, sort };
    await room('personal', 1);
    const twice = await Promise.all([save('ANNA', draft()), save('ANNA', draft())]);
    expect(twice.toSorted()).toEqual(['done', 'too_many_filters']);
    expect(await save('BORIS', draft())).toBe('done');
    expect(await save('VERA', draft({ sharing: 'company' }))).toBe('done');
    await room('company', 2);
    const shared = draft({ sharing: 'company' });
    expect(await save('VERA', shared)).toBe('done');
    const others = [
      save('VERA', draft({ sharing: 'company' })),
      save('ADMIN', draft({ sharing: 'company' })),
    ];
    expect((await Promise.all(others)).toSorted()).toEqual(['done', 'too_many_filters']);
    // What is there is changed as before; room is made by deleting.
    expect(await save('ADMIN', { ...shared, name: 'Renamed' }, at(1))).toBe('done');
    expect(await remove('ADMIN', shared.id, at(2))).toBe('done');
    expect(await save('VERA', draft({ sharing: 'company' }))).toBe('done');
    expect(await save('ANNA', draft())).toBe('done');
  });

  test.each([
    ['no name', { name: ' \u200B ' }],
    ['no columns', { columns: [] }],
    ['another version of the filter', { filter: { ...NO_FILTER, version: 2 } }],
    ['too many tags', { filter: { ...NO_FILTER, tags: Array.from({ length: 51 }, String) } }],
  ])('%s is refused', async (_, patch) => {
    const asked = intent('filter.save', { ...draft(), basedOn: NEW_FILTER });
    const { status } = await client('VERA').post('/api/intents', {
      protocol: PROTOCOL,
      intents: [{ ...asked, args: { ...asked.args, ...patch } }],
    });
    expect(status).toBe(400);
  });
});
