import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import { listsOf } from '#shared/domain/lists.ts';
import type { Notice } from '#shared/domain/notice.ts';
import type { Rights } from '#shared/wire/http/rights.ts';
import { releaseUnowned } from '#server/automation/unowned.ts';
import { PgBus } from '#server/bus/pg-bus.ts';
import { toDialog } from '#server/db/rows.ts';
import type { Hub } from '#server/hub.ts';
import { createLog } from '#server/lib/log.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say, type Client } from './support/client.ts';
import { ADMIN, ANNA, BORIS, CHANNEL_C, CLARA, LINE_A, LINE_B, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const CARD = { reason: 'knows it', promised: '', promisedUntil: null };
const AT_WORK: Rights = { role: 'operator', active: true, lineIds: [LINE_A], branchIds: [] };

/** Whoever works here no more, or not in the line any more, leaves no client alone (decision 040). */
describe('a colleague who leaves', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let admin: Client;
  let anna: Client;
  let boris: Client;
  let vera: Client;
  let count = 0;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    admin = await world.signIn(hub, ADMIN);
    anna = await world.signIn(hub, ANNA);
    vera = await world.signIn(hub, VERA);
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });
  beforeEach(async () => {
    boris = await world.signIn(hub, BORIS);
  });
  afterEach(async () => {
    await set(AT_WORK);
  });

  const set = async (rights: Rights): Promise<number> => {
    const path = `/api/admin/operators/${BORIS}/rights`;
    return (await admin.fetch(path, { method: 'PUT', body: JSON.stringify(rights) })).status;
  };
  const newDialog = async (who: Client, channelId?: string): Promise<string> => {
    const more = channelId === undefined ? {} : { channelId };
    const { dialogId } = await world.channel.receive(`client ${(count += 1)}`, 'hello', more);
    await done(who, intent('dialog.answer', { dialogId }));
    return dialogId;
  };
  const done = async (client: Client, ...intents: object[]): Promise<void> => {
    for (const result of await client.act(...intents)) expect(result).toMatchObject({ status: 'done' });
  };
  const offer = (dialogId: string, operatorId: string): object =>
    intent('dialog.transfer', { dialogId, to: { kind: 'operator', operatorId }, card: CARD });
  const invite = (dialogId: string, ...operatorIds: string[]): object =>
    intent('dialog.invite', { dialogId, operatorIds, note: '' });
  const rowOf = (id: string) =>
    world.db.selectFrom('dialogs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const dialogOf = async (id: string): Promise<Dialog> => toDialog(await rowOf(id));
  const about = async (client: Client, dialogId: string): Promise<[string, string | null][]> => {
    const { notices } = await client.snapshotPage('?limit=1');
    const mine = notices.filter((notice: Notice) => notice.dialogId === dialogId);
    return mine.map(({ kind, byId }) => [kind, byId]);
  };

  test('switched off, has no dialog, no offer and no invitation any more, all of it in one moment', async () => {
    const waits = await newDialog(boris);
    const rests = await newDialog(boris);
    await done(boris, say(rests, 'Tomorrow!'));
    await done(
      boris,
      intent('dialog.snooze', { dialogId: rests, until: Date.now() + 3_600_000, afterSeq: null }),
    );
    const offered = await newDialog(boris);
    await done(boris, offer(offered, ANNA));
    const toHim = await newDialog(anna);
    await done(anna, offer(toHim, BORIS));
    const guest = await newDialog(anna);
    await done(anna, invite(guest, BORIS));
    const own = await newDialog(anna);
    const all = [waits, rests, offered, toHim, guest];
    const live = await anna.live((await anna.snapshotPage('?limit=1')).cursor);

    expect(await set({ ...AT_WORK, active: false })).toBe(200);
    for (const id of [waits, rests, offered]) {
      const dialog = await dialogOf(id);
      expect(dialog).toMatchObject({
        state: { status: 'queued' },
        handOver: null,
        snoozed: null,
        participantIds: [],
      });
      expect(listsOf(dialog, ANNA).has('unanswered')).toBe(true);
    }
    for (const id of [toHim, guest]) {
      const dialog = await dialogOf(id);
      expect(dialog).toMatchObject({ handOver: null, participantIds: [] });
      expect(responsibleOf(dialog)).toBe(ANNA);
    }
    expect(new Set(await Promise.all(all.map(async (id) => (await rowOf(id)).xid))).size).toBe(1);

    // Colleagues have it at once, and hear of it.
    await live.until(({ changes }) =>
      all.every((id) =>
        changes.some((one) => one.type === 'message' && one.message.dialogId === id && isAccessLost(one)),
      ),
    );
    expect(await about(anna, offered)).toEqual([
      ['offer_recalled', BORIS],
      ['offered', BORIS],
    ]);
    expect(await about(anna, toHim)).toEqual([['offer_lapsed', BORIS]]);
    expect(await about(vera, waits)).toEqual([['released', BORIS]]);
    expect(await about(admin, waits)).toEqual([]);
    expect(await about(anna, own)).toEqual([]);
    await done(anna, intent('dialog.answer', { dialogId: waits }));
    await live.close();
  });

  test('switched off and on again finds no notice of the time before', async () => {
    const id = await newDialog(anna);
    await done(anna, invite(id, BORIS));
    expect(await about(boris, id)).toEqual([['invited', ANNA]]);
    await set({ ...AT_WORK, active: false });
    await set(AT_WORK);
    const again = await world.signIn(hub, BORIS);
    expect(await about(again, id)).toEqual([]);
  });

  test('without the line has none of its dialogs, keeps those he was given elsewhere, and hears what he lost', async () => {
    const clara = await world.signIn(hub, CLARA);
    const given = await newDialog(clara, CHANNEL_C);
    await done(clara, offer(given, BORIS));
    await done(boris, intent('dialog.acceptTransfer', { dialogId: given }));
    const his = await newDialog(boris);
    const withAnna = await newDialog(boris);
    await done(boris, invite(withAnna, ANNA));
    const guest = await newDialog(anna);
    await done(anna, invite(guest, BORIS));
    const live = await boris.live((await boris.snapshotPage('?limit=1')).cursor);

    expect(await set({ ...AT_WORK, lineIds: [LINE_B] })).toBe(200);
    for (const id of [his, withAnna]) expect((await dialogOf(id)).state).toEqual({ status: 'queued' });
    expect((await dialogOf(guest)).participantIds).toEqual([]);
    expect(responsibleOf(await dialogOf(given))).toBe(BORIS);
    expect(await about(boris, his)).toEqual([['released', BORIS]]);
    expect(await about(anna, withAnna)).toContainEqual(['released', BORIS]);

    await live.until((one) => one.changes.some((change) => change.type === 'scope'));
    const seen = (await boris.snapshot()).flatMap((page) => page.bundles.map(({ dialog }) => dialog.id));
    expect(seen).toContain(given);
    for (const id of [his, withAnna, guest]) expect(seen).not.toContain(id);
    await live.close();
  });

  test('keeps everything while what he loses can still be seen by another right', async () => {
    const his = await newDialog(boris);
    const before = await rowOf(his);
    expect(await set({ ...AT_WORK, lineIds: [LINE_A, LINE_B] })).toBe(200);
    expect(await set({ role: 'admin', active: true, lineIds: [], branchIds: [] })).toBe(200);
    expect(await set(AT_WORK)).toBe(200);
    expect(await rowOf(his)).toEqual(before);
  });

  test('stays who he is when one of his dialogs cannot be released: all or nothing', async () => {
    const ids = [await newDialog(boris), await newDialog(boris)];
    const [stuck = '', free = ''] = ids;
    // Its next message would stand where there is one already.
    const { last_seq } = await rowOf(stuck);
    await world.pool.pg.query('update dialogs set last_seq = 1 where id = $1', [stuck]);
    expect(await set({ ...AT_WORK, active: false })).toBe(500);
    for (const id of [stuck, free]) expect(responsibleOf(await dialogOf(id))).toBe(BORIS);
    expect((await boris.fetch('/api/session')).status).toBe(200);
    await world.pool.pg.query('update dialogs set last_seq = $2 where id = $1', [stuck, last_seq]);
    expect(await set({ ...AT_WORK, active: false })).toBe(200);
    for (const id of [stuck, free]) expect((await dialogOf(id)).state.status).toBe('queued');
  });

  test('what became his in that very moment is found by any of several hubs, once', async () => {
    const ids = [await newDialog(anna), await newDialog(anna), await newDialog(anna)];
    const [own = '', offered = '', guest = ''] = ids;
    await set({ ...AT_WORK, active: false });
    const given = { operatorId: BORIS, kind: 'operator' };
    const hand = { fromId: ANNA, to: given, card: CARD, at: 1, wasInside: false, state: 'offered' };
    const hurry = async (id: string, values: object): Promise<void> => {
      await world.db.updateTable('dialogs').set(values).where('id', '=', id).execute();
    };
    await hurry(own, { responsible_id: BORIS });
    await hurry(offered, { participant_ids: [BORIS], hand_over: JSON.stringify(hand) });
    await hurry(guest, { participant_ids: [BORIS] });
    const log = createLog('silent', false);
    const deps = { db: world.db, bus: new PgBus(world.url, world.pool.pg, log), now: Date.now, newId };
    await Promise.all([1, 2, 3].map(() => releaseUnowned(deps, WS)));
    expect((await dialogOf(own)).state).toEqual({ status: 'queued' });
    expect(await dialogOf(offered)).toMatchObject({ handOver: null, participantIds: [] });
    expect(await dialogOf(guest)).toMatchObject({ participantIds: [] });
    for (const id of ids) {
      const { rows } = await world.pool.pg.query(
        "select seq from messages where dialog_id = $1 and event ->> 'type' = 'access_lost'",
        [id],
      );
      expect(rows).toHaveLength(1);
    }
    expect(await releaseUnowned(deps, WS)).toBe(0);
  });
});

function isAccessLost(change: { message: { body: { kind: string; event?: { type: string } } } }): boolean {
  const { body } = change.message;
  return body.kind === 'event' && body.event?.type === 'access_lost';
}
