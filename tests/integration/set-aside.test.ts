import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Notice } from '#shared/domain/notice.ts';
import { stoodAs } from '#shared/domain/undo.ts';
import type { SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { wakeDue } from '#server/automation/wake.ts';
import { PgBus } from '#server/bus/pg-bus.ts';
import { toDialog } from '#server/db/rows.ts';
import type { Hub } from '#server/hub.ts';
import { createLog } from '#server/lib/log.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say, type Client, type Live } from './support/client.ts';
import { ADMIN, ANNA, BORIS, CLARA, LINE_A, LINE_B, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const HOUR = 3_600_000;

/** Set aside and taken up again: rest, spam, closed dialogs opened again, pins; and who hears of what. */
describe('what is set aside', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let other: Hub;
  let anna: Client;
  let boris: Client;
  let vera: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    other = await world.hub();
    anna = await world.signIn(hub, ANNA);
    boris = await world.signIn(other, BORIS);
    vera = await world.signIn(hub, VERA);
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  const dialogOf = async (id: string): Promise<Dialog> =>
    toDialog(await world.db.selectFrom('dialogs').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  const eventsOf = async (id: string): Promise<string[]> => {
    const rows = await world.db
      .selectFrom('messages')
      .select('event')
      .where('dialog_id', '=', id)
      .orderBy('seq')
      .execute();
    return rows.flatMap(({ event }) => event?.type ?? []);
  };
  const noticesOf = async (client: Client): Promise<Notice[]> =>
    (await client.snapshotPage('?limit=1')).notices;
  const about = (notices: readonly Notice[], dialogId: string): string[] =>
    notices.filter((notice) => notice.dialogId === dialogId).map(({ kind }) => kind);
  const listen = async (client: Client): Promise<Live> =>
    await client.live((await client.snapshotPage('?limit=1')).cursor);
  const done = async (client: Client, ...intents: object[]): Promise<void> => {
    for (const result of await client.act(...intents)) expect(result).toMatchObject({ status: 'done' });
  };
  const snooze = (dialogId: string, until: number): object =>
    intent('dialog.snooze', { dialogId, until, afterSeq: null });
  const allOf = (pages: readonly SnapshotPage[]): Dialog[] =>
    pages.flatMap(({ bundles }) => bundles.map(({ dialog }) => dialog));

  test('what rests comes back on time by itself, once with two hubs, and whoever waits for it hears', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1) ids.push((await world.channel.receive(`rests ${i}`, 'hello')).dialogId);
    const live = await listen(anna);
    const until = Date.now() + 5_000;
    await done(anna, ...ids.map((id) => snooze(id, until)));
    expect(await dialogOf(ids[0] ?? '')).toMatchObject({
      snoozed: { until, byId: ANNA },
      state: { status: 'active', responsibleId: ANNA },
    });
    const heard = (): string[] =>
      live.changes.flatMap((change) =>
        change.type === 'notice' && change.notice.kind === 'woken' ? [change.notice.dialogId] : [],
      );
    await live.until(() => ids.every((id) => heard().includes(id)), 19_000);
    for (const id of ids) {
      expect(await dialogOf(id)).toMatchObject({ snoozed: null, unread: 1 });
      expect((await eventsOf(id)).filter((type) => type === 'woken')).toHaveLength(1);
      expect(about(await noticesOf(anna), id)).toEqual(['woken']);
      expect((await dialogOf(id)).waitingSince).not.toBeNull();
    }
    await live.close();
  });

  test('several hubs that wake at the same moment wake each dialog once, and answered ones wait again', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 8; i += 1) ids.push((await world.channel.receive(`at once ${i}`, 'hello')).dialogId);
    await done(anna, ...ids.map((id) => say(id, 'We shall see tomorrow.')));
    await done(anna, ...ids.map((id) => snooze(id, Date.now() + HOUR)));
    expect(await dialogOf(ids[0] ?? '')).toMatchObject({ waitingSince: null });
    const log = createLog('silent', false);
    const later = Date.now() + 2 * HOUR;
    const woken = await Promise.all(
      [1, 2, 3].map(() => {
        const bus = new PgBus(world.url, world.pool.pg, log);
        return wakeDue({ db: world.db, bus, now: () => later, newId }, WS);
      }),
    );
    expect(woken.reduce((sum, count) => sum + count, 0)).toBe(ids.length);
    for (const id of ids) {
      expect((await eventsOf(id)).filter((type) => type === 'woken')).toHaveLength(1);
      expect(await dialogOf(id)).toMatchObject({ snoozed: null, waitingSince: later });
    }
  });

  test('one that was put off anew is not woken at the old time, nor one that was taken up by hand', async () => {
    const { dialogId } = await world.channel.receive('anew', 'hello');
    const { dialogId: byHand } = await world.channel.receive('by hand', 'hello');
    const soon = Date.now() + HOUR;
    await done(anna, snooze(dialogId, soon), snooze(dialogId, soon + 24 * HOUR), snooze(byHand, soon));
    await done(anna, intent('dialog.unsnooze', { dialogId: byHand }));
    const bus = new PgBus(world.url, world.pool.pg, createLog('silent', false));
    await wakeDue({ db: world.db, bus, now: () => soon + HOUR, newId }, WS);
    expect(await dialogOf(dialogId)).toMatchObject({ snoozed: { until: soon + 24 * HOUR } });
    expect((await eventsOf(byHand)).filter((type) => type === 'woken')).toHaveLength(1);
    expect(about(await noticesOf(anna), byHand)).toEqual([]);
  });

  test('the client’s word wakes it at once; what he wrote while it was being put off is not put off under him', async () => {
    const { dialogId } = await world.channel.receive('wakes', 'hello');
    await done(anna, say(dialogId, 'Tomorrow!'), snooze(dialogId, Date.now() + HOUR));
    await world.channel.receive('wakes', 'still today, please');
    expect(await dialogOf(dialogId)).toMatchObject({ snoozed: null, unread: 1 });
    const blind = intent('dialog.snooze', { dialogId, until: Date.now() + HOUR, afterSeq: 4 });
    expect(await anna.act(blind)).toMatchObject([{ refusal: { code: 'client_wrote' } }]);
    expect(await dialogOf(dialogId)).toMatchObject({ snoozed: null });
  });

  test('only whoever has the dialog, his guests and seniors put it off, and not for ever', async () => {
    const { dialogId } = await world.channel.receive('whose', 'hello');
    await done(anna, intent('dialog.answer', { dialogId }));
    expect(await boris.act(snooze(dialogId, Date.now() + HOUR))).toMatchObject([
      { refusal: { code: 'not_responsible', operatorId: ANNA } },
    ]);
    expect(await anna.act(snooze(dialogId, Date.now() + 400 * 24 * HOUR))).toMatchObject([
      { refusal: { code: 'invalid' } },
    ]);
    await done(vera, snooze(dialogId, Date.now() + HOUR));
    const clara = await world.signIn(hub, CLARA);
    expect(await clara.act(intent('dialog.unsnooze', { dialogId }))).toMatchObject([
      { refusal: { code: 'not_found' } },
    ]);
  });

  test('what was finished by mistake goes back to the queue, and its client has waited as long as before', async () => {
    const { dialogId } = await world.channel.receive('by mistake', 'hello');
    const before = await dialogOf(dialogId);
    const undo = intent('dialog.undo', { dialogId, deed: 'finish', before: stoodAs(before, ANNA) });
    await done(anna, intent('dialog.finish', { dialogId }), undo);
    const { state, waitingSince, unread } = before;
    expect(await dialogOf(dialogId)).toMatchObject({ state, waitingSince, unread });
    expect(await eventsOf(dialogId)).toEqual(['opened', 'finished', 'reopened']);
    await done(boris, intent('dialog.answer', { dialogId }));
    expect(
      await anna.act(intent('dialog.undo', { dialogId, deed: 'markRead', before: stoodAs(before, ANNA) })),
    ).toMatchObject([{ refusal: { code: 'not_responsible', operatorId: BORIS } }]);
  });

  test('is not taken back beside a newer dialog of the client, also when both come at once', async () => {
    for (let i = 0; i < 6; i += 1) {
      const who = `comes back ${i}`;
      const { dialogId } = await world.channel.receive(who, 'hello');
      const before = await dialogOf(dialogId);
      await done(anna, intent('dialog.finish', { dialogId }));
      const undo = intent('dialog.undo', { dialogId, deed: 'finish', before: stoodAs(before, ANNA) });
      const [[answer], received] = await Promise.all([
        anna.act(undo),
        world.channel.receive(who, 'one more thing'),
      ]);
      if (received.dialogId === dialogId) expect(answer).toMatchObject({ status: 'done' });
      else expect(answer).toMatchObject({ refusal: { code: 'newer_dialog', dialogId: received.dialogId } });
      expect(await dialogOf(received.dialogId)).toMatchObject({
        unread: received.dialogId === dialogId ? 2 : 1,
      });
    }
  });

  test('further words of a sender of spam stay quiet where they are, until somebody opens it again', async () => {
    const { dialogId } = await world.channel.receive('spammer', 'buy!');
    await done(anna, intent('dialog.spam', { dialogId }));
    const live = await listen(boris);
    const before = await dialogOf(dialogId);
    for (const text of ['buy more!', 'buy now!']) {
      const received = await world.channel.receive('spammer', text);
      expect(received.dialogId).toBe(dialogId);
    }
    expect(await dialogOf(dialogId)).toMatchObject({
      state: { status: 'closed', outcome: 'spam' },
      waitingSince: null,
      unread: 0,
      lastActivityAt: before.lastActivityAt,
      lastMessage: { preview: 'buy now!' },
    });
    await done(anna, intent('dialog.reopen', { dialogId }));
    expect(await dialogOf(dialogId)).toMatchObject({ state: { status: 'active', responsibleId: ANNA } });
    await live.until(({ changes }) => changes.some(({ type }) => type === 'enter'));
    const enter = live.changes.find((change) => change.type === 'enter');
    const texts = enter?.bundle.page.messages.flatMap(({ body }) => (body.kind === 'text' ? body.text : []));
    expect(texts).toEqual(['buy!', 'buy more!', 'buy now!']);
    await world.channel.receive('spammer', 'sorry, a real question');
    expect(await dialogOf(dialogId)).toMatchObject({ unread: 1 });
    await live.close();
  });

  test('a reopened dialog comes whole to clients that did not have it', async () => {
    const { dialogId } = await world.channel.receive('reopened', 'hello');
    await done(anna, say(dialogId, 'bye'), intent('dialog.finish', { dialogId, afterSeq: null }));
    await world.pool.pg.query(`update dialogs set closed_at = now() - interval '40 days' where id = $1`, [
      dialogId,
    ]);
    const pages = await boris.snapshot();
    expect(allOf(pages).map(({ id }) => id)).not.toContain(dialogId);
    const live = await boris.live(pages[0]?.cursor ?? null);
    await done(anna, intent('dialog.reopen', { dialogId }));
    await live.until(({ changes }) =>
      changes.some((change) => change.type === 'enter' && change.bundle.dialog.id === dialogId),
    );
    const enter = live.changes.findLast((change) => change.type === 'enter');
    expect(enter?.bundle.page.messages.at(-1)?.body).toMatchObject({ event: { type: 'reopened' } });
    await live.close();
  });

  test('a client’s newer open dialog is not opened over; who asks is told where he goes on', async () => {
    const { dialogId } = await world.channel.receive('newer', 'hello');
    await done(anna, say(dialogId, 'bye'), intent('dialog.finish', { dialogId, afterSeq: null }));
    const newer = await world.channel.receive('newer', 'one more thing');
    expect(newer.dialogId).not.toBe(dialogId);
    const reopen = intent('dialog.reopen', { dialogId });
    const refused = { status: 'refused', refusal: { code: 'newer_dialog', dialogId: newer.dialogId } };
    expect(await anna.act(reopen)).toMatchObject([refused]);
    expect(await anna.act(reopen)).toMatchObject([refused]);
    expect((await dialogOf(dialogId)).state.status).toBe('closed');
    await done(anna, intent('dialog.spam', { dialogId: newer.dialogId }));
    await done(anna, intent('dialog.reopen', { dialogId }));
  });

  test('of reopening and the client’s next word at the same moment one comes first, and he never has two open dialogs', async () => {
    for (let round = 0; round < 25; round += 1) {
      const who = `race ${round}`;
      const { dialogId } = await world.channel.receive(who, 'hello');
      await done(anna, say(dialogId, 'bye'), intent('dialog.finish', { dialogId, afterSeq: null }));
      const [[result], received] = await Promise.all([
        (round % 2 === 0 ? anna : boris).act(intent('dialog.reopen', { dialogId })),
        world.channel.receive(who, 'wait!'),
      ]);
      if (result?.status === 'done') expect(received.dialogId).toBe(dialogId);
      else expect(result).toMatchObject({ refusal: { code: 'newer_dialog', dialogId: received.dialogId } });
      const { rows } = await world.pool.pg.query(
        `select id from dialogs where external_user_id = $1 and status <> 'closed'`,
        [who],
      );
      expect(rows).toEqual([{ id: received.dialogId }]);
    }
  });

  test('a pin is each person’s own, and old pinned dialogs come with the snapshot', async () => {
    const { dialogId } = await world.channel.receive('pinned', 'hello');
    await done(anna, say(dialogId, 'bye'), intent('dialog.finish', { dialogId, afterSeq: null }));
    await done(anna, intent('dialog.pin', { dialogId }), intent('dialog.pin', { dialogId }));
    expect((await dialogOf(dialogId)).pinnedBy).toEqual([ANNA]);
    await world.pool.pg.query(`update dialogs set closed_at = now() - interval '40 days' where id = $1`, [
      dialogId,
    ]);
    expect(allOf(await anna.snapshot(3)).filter(({ id }) => id === dialogId)).toHaveLength(1);
    expect(allOf(await boris.snapshot()).map(({ id }) => id)).not.toContain(dialogId);
    await done(boris, intent('dialog.pin', { dialogId }));
    await done(anna, intent('dialog.unpin', { dialogId }));
    expect((await dialogOf(dialogId)).pinnedBy).toEqual([BORIS]);
    await world.pool.pg.query(
      'update dialogs set xid = (xid::text::bigint - 1000)::text::xid8 where id = $1',
      [dialogId],
    );
    expect(allOf(await anna.snapshot()).map(({ id }) => id)).not.toContain(dialogId);
  });

  test('notices are for their owner alone; seen in one window they are seen in all', async () => {
    const { dialogId } = await world.channel.receive('told', 'hello');
    const [forAnna, forBoris] = [await listen(anna), await listen(boris)];
    await done(anna, intent('dialog.answer', { dialogId }));
    await done(
      anna,
      intent('dialog.invite', { dialogId, operatorIds: [BORIS], note: 'a question of taste' }),
    );
    await forBoris.until(({ changes }) => changes.some(({ type }) => type === 'notice'));
    await forAnna.until(({ changes }) =>
      changes.some((change) => change.type === 'dialog' && change.dialog.participantIds.includes(BORIS)),
    );
    expect(forAnna.changes.filter(({ type }) => type === 'notice')).toEqual([]);
    const [notice] = (await noticesOf(boris)).filter((one) => one.dialogId === dialogId);
    expect(notice).toMatchObject({ kind: 'invited', byId: ANNA, text: 'a question of taste', seenAt: null });
    expect(about(await noticesOf(anna), dialogId)).toEqual([]);

    const noticeIds = [notice?.id ?? ''];
    await done(anna, intent('notice.seen', { noticeIds }));
    expect((await noticesOf(boris)).find(({ id }) => id === notice?.id)?.seenAt).toBeNull();
    const seen = intent('notice.seen', { noticeIds });
    await done(boris, seen, seen);
    await forBoris.until(({ changes }) =>
      changes.some((change) => change.type === 'notice' && change.notice.seenAt !== null),
    );
    expect((await noticesOf(boris)).find(({ id }) => id === notice?.id)).toMatchObject({ rev: 2 });
    await Promise.all([forAnna.close(), forBoris.close()]);
  });

  test('who is named hears of it when he may see the dialog, by a hidden message only, once', async () => {
    const { dialogId } = await world.channel.receive('named', 'hello');
    const named = (visibility: 'hidden' | 'public', text: string): object =>
      intent('message.send', {
        dialogId,
        text,
        visibility,
        mentions: [BORIS, CLARA, BORIS, ANNA],
        attachments: [],
        afterSeq: null,
        replyTo: null,
      });
    await done(anna, named('hidden', 'Boris, Clara: look'), named('public', 'Hello there'));
    const clara = await world.signIn(hub, CLARA);
    expect(about(await noticesOf(boris), dialogId)).toEqual(['mentioned']);
    expect(about(await noticesOf(clara), dialogId)).toEqual([]);
    expect(about(await noticesOf(anna), dialogId)).toEqual([]);
  });

  test('a notice says of a message what the message says: changed words, and none of what was deleted', async () => {
    const { dialogId } = await world.channel.receive('reworded', 'hello');
    const live = await listen(boris);
    const mention = (text: string) =>
      intent('message.send', { dialogId, text, visibility: 'hidden', mentions: [BORIS], afterSeq: null });
    const said = mention('The code is 1234');
    await done(anna, said, intent('message.react', { dialogId, messageId: said.id, emoji: '👍' }));
    const textsHeard = (): string[] =>
      live.changes.flatMap((change) =>
        change.type === 'notice' && change.notice.dialogId === dialogId ? [change.notice.text] : [],
      );
    await live.until(() => textsHeard().length === 1);
    const [notice] = (await noticesOf(boris)).filter((one) => one.dialogId === dialogId);
    await done(boris, intent('notice.seen', { noticeIds: [notice?.id ?? ''] }));
    await done(anna, intent('message.edit', { dialogId, messageId: said.id, text: 'The code is gone' }));
    await done(anna, intent('message.delete', { dialogId, messageId: said.id }));
    await live.until(() => textsHeard().at(-1) === '');
    expect(textsHeard()).toEqual(['The code is 1234', 'The code is 1234', 'The code is gone', '']);
    const after = (await noticesOf(boris)).find(({ id }) => id === notice?.id);
    expect(after).toMatchObject({ ...notice, text: '', rev: 4, seenAt: expect.any(Number) as number });
    await live.close();
  });

  test('who sees the dialog no more hears no new words of it in an old notice, only that the words are gone', async () => {
    const { dialogId } = await world.channel.receive('out of sight', 'hello');
    const admin = await world.signIn(hub, ADMIN);
    const work = async (lineIds: string[]): Promise<void> => {
      const body = JSON.stringify({ role: 'operator', active: true, lineIds, branchIds: [] });
      const path = `/api/admin/operators/${BORIS}/rights`;
      expect((await admin.fetch(path, { method: 'PUT', body })).status).toBe(200);
    };
    const lives = [await listen(boris), await listen(vera)] as const;
    const heard = (live: Live): string[] =>
      live.changes.flatMap((change) =>
        change.type === 'notice' && change.notice.dialogId === dialogId ? [change.notice.text] : [],
      );
    const kept = async (client: Client): Promise<string[]> =>
      (await noticesOf(client)).filter((one) => one.dialogId === dialogId).map(({ text }) => text);
    const said = intent('message.send', {
      dialogId,
      text: 'The code is 1234',
      visibility: 'hidden',
      mentions: [BORIS, VERA],
      afterSeq: null,
    });
    await done(anna, said);
    await work([LINE_B]);
    await done(anna, intent('message.edit', { dialogId, messageId: said.id, text: 'The code is 5678' }));
    expect([await kept(boris), await kept(vera)]).toEqual([['The code is 1234'], ['The code is 5678']]);
    await done(anna, intent('message.delete', { dialogId, messageId: said.id }));
    for (const live of lives) await live.until(() => heard(live).at(-1) === '');
    expect(lives.map(heard)).toEqual([
      ['The code is 1234', ''],
      ['The code is 1234', 'The code is 5678', ''],
    ]);
    expect([await kept(boris), await kept(vera)]).toEqual([[''], ['']]);
    await work([LINE_A]);
    for (const live of lives) await live.close();
  });

  test('whom a changed note names only now hears of it once; whom it names no more keeps none of its words', async () => {
    const { dialogId } = await world.channel.receive('named later', 'hello');
    const clara = await world.signIn(hub, CLARA);
    const said = say(dialogId, 'Who knows?', 'hidden');
    const edit = (text: string, ...mentions: string[]) =>
      intent('message.edit', { dialogId, messageId: said.id, text, mentions });
    const heard = async (client: Client): Promise<string[]> =>
      (await noticesOf(client)).filter((one) => one.dialogId === dialogId).map(({ text }) => text);
    const again = edit('Boris or Clara, the code is 1234', BORIS, CLARA);
    await done(anna, said, again, again);
    expect([await heard(boris), await heard(vera)]).toEqual([['Boris or Clara, the code is 1234'], []]);
    // A mention opens no doors, then as little as at once.
    expect(await heard(clara)).toEqual([]);
    await done(anna, edit('Vera, the code is 5678', VERA));
    expect([await heard(boris), await heard(vera)]).toEqual([[''], ['Vera, the code is 5678']]);
    await done(anna, edit('Both: it is gone', BORIS, VERA));
    for (const client of [boris, vera]) expect(await heard(client)).toEqual(['Both: it is gone']);
    await done(anna, intent('message.react', { dialogId, messageId: said.id, emoji: '👍' }));
    await done(anna, intent('message.delete', { dialogId, messageId: said.id }));
    for (const client of [boris, vera]) expect(await heard(client)).toEqual(['']);
  });

  test('words that go along are cut between characters, and the intent is done', async () => {
    const { dialogId } = await world.channel.receive('cut', 'hello');
    const text = `${'x'.repeat(499)}😀`;
    await done(
      anna,
      intent('message.send', { dialogId, text, visibility: 'hidden', mentions: [BORIS], afterSeq: null }),
      intent('dialog.callSenior', { dialogId, note: text }),
    );
    expect((await noticesOf(boris)).find((one) => one.dialogId === dialogId)?.text).toBe('x'.repeat(499));
    expect((await noticesOf(vera)).find((one) => one.dialogId === dialogId)?.text).toBe('x'.repeat(499));
  });

  test('an intent whose notice would have the id of another one is refused for good', async () => {
    const { dialogId } = await world.channel.receive('id of a notice', 'hello');
    const id = `${newId().slice(0, -4)}0000`;
    const call = (callId: string): object => intent('dialog.callSenior', { dialogId, note: '' }, callId);
    const [first] = await anna.act(call(id));
    expect(first).toMatchObject({ status: 'done' });
    const rows = await noticesOf(vera);
    const notice = rows.find((one) => one.dialogId === dialogId);
    await world.pool.pg.query('update notices set id = $1 where id = $2', [
      deriveId(`${id.slice(0, -4)}ff00`, 1_000),
      notice?.id,
    ]);
    expect(await anna.act(call(`${id.slice(0, -4)}ff00`))).toMatchObject([{ refusal: { code: 'invalid' } }]);
  });

  test('one dialog that cannot be woken keeps no other from waking', async () => {
    const ids: string[] = [];
    for (const who of ['stuck', 'free of it']) ids.push((await world.channel.receive(who, 'hello')).dialogId);
    const [stuck = '', free = ''] = ids;
    await done(anna, snooze(stuck, Date.now() + HOUR), snooze(free, Date.now() + HOUR + 1));
    // Its next message would stand where there is one already.
    await world.pool.pg.query('update dialogs set last_seq = 1 where id = $1', [stuck]);
    const bus = new PgBus(world.url, world.pool.pg, createLog('silent', false));
    const later = { db: world.db, bus, now: () => Date.now() + 2 * HOUR, newId };
    await expect(wakeDue(later, WS)).rejects.toThrow('could not be woken');
    expect(await dialogOf(free)).toMatchObject({ snoozed: null });
    expect(await dialogOf(stuck)).not.toMatchObject({ snoozed: null });
    await world.pool.pg.query('update dialogs set snoozed = null where id = $1', [stuck]);
  });
});
