import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  NEW_REPLY,
  type QuickReply,
  type ReplyBase,
  type ReplyDraft,
  type ReplyShelf,
} from '#shared/domain/quick-reply.ts';
import type { Intent } from '#shared/intents/all.ts';
import type { Rights } from '#shared/wire/http/rights.ts';
import type { SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { pruneByAge } from '#server/db/prune.ts';
import { replyDraftFixture } from '../support/quick-replies.ts';
import { intent, type Client, type Live } from './support/client.ts';
import { ADMIN, ANNA, BORIS, CLARA, LINE_A, LINE_B, LINE_C, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const line = (lineId: string): ReplyShelf => ({ kind: 'line', lineId });
const own = (operatorId: string): ReplyShelf => ({ kind: 'personal', operatorId });
const COMPANY: ReplyShelf = { kind: 'company' };

describe('quick replies', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let other: Hub;
  let anna: Client;
  let boris: Client;
  let vera: Client;
  let admin: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub({ RATE_LIMITS: 'off' });
    other = await world.hub({ RATE_LIMITS: 'off' });
    anna = await world.signIn(hub, ANNA);
    boris = await world.signIn(other, BORIS);
    vera = await world.signIn(hub, VERA);
    admin = await world.signIn(other, ADMIN);
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  const draft = (patch: Partial<ReplyDraft> = {}): ReplyDraft => replyDraftFixture({ id: newId(), ...patch });
  const save = (what: ReplyDraft, basedOn: ReplyBase = NEW_REPLY): Intent =>
    intent('quickReply.save', { ...what, basedOn });
  const at = (rev: number, intentId: string | null = null): ReplyBase => ({ rev, intentId });
  const remove = (id: string, basedOn: ReplyBase): Intent => intent('quickReply.delete', { id, basedOn });
  const DONE: unknown = expect.objectContaining({ status: 'done' });
  const refused = (code: string, more: object = {}): unknown =>
    expect.objectContaining({ refusal: expect.objectContaining({ code, ...more }) as unknown });
  const repliesOf = (pages: readonly SnapshotPage[]): QuickReply[] =>
    pages.flatMap(({ replies }) => replies?.rows ?? []);
  const seen = async (client: Client, id: string): Promise<QuickReply | undefined> =>
    repliesOf(await client.snapshot()).find((reply) => reply.id === id);
  const listen = async (client: Client): Promise<Live> =>
    await client.live((await client.snapshotPage('?limit=1')).cursor);
  const heard = (live: Live, id: string): QuickReply[] =>
    live.changes.flatMap((change) =>
      change.type === 'quickReply' && change.reply.id === id ? [change.reply] : [],
    );
  async function made(by: Client, patch: Partial<ReplyDraft> = {}): Promise<ReplyDraft> {
    const what = draft(patch);
    expect(await by.act(save(what))).toEqual([DONE]);
    return what;
  }

  describe('who may', () => {
    const PEOPLE = { ANNA, CLARA, VERA, ADMIN };
    type Name = keyof typeof PEOPLE;
    const SHELVES: [name: string, shelf: ReplyShelf, see: Name[], change: Name[]][] = [
      ["Anna's own", own(ANNA), ['ANNA'], ['ANNA']],
      ["the admin's own", own(ADMIN), ['ADMIN'], ['ADMIN']],
      ['line A, north', line(LINE_A), ['ANNA', 'VERA', 'ADMIN'], ['ANNA', 'VERA', 'ADMIN']],
      ['line B, north', line(LINE_B), ['VERA', 'ADMIN'], ['VERA', 'ADMIN']],
      ['line C, south', line(LINE_C), ['CLARA', 'ADMIN'], ['CLARA', 'ADMIN']],
      ["the company's", COMPANY, ['ANNA', 'CLARA', 'VERA', 'ADMIN'], ['VERA', 'ADMIN']],
    ];
    const CASES = SHELVES.flatMap(([name, shelf, see, change]) =>
      (Object.keys(PEOPLE) as Name[]).map(
        (who) =>
          [
            name,
            who,
            { shelf, sees: see.includes(who), changes: change.includes(who), owner: change[0] },
          ] as const,
      ),
    );

    test.each(CASES)('%s: %s', async (_, who, { shelf, sees, changes, owner }) => {
      const client = await world.signIn(hub, PEOPLE[who]);
      const live = await listen(client);
      const theirs = await made(await world.signIn(other, PEOPLE[owner ?? 'ADMIN']), { shelf });
      const missing = sees ? 'forbidden' : 'not_found';

      // Making one.
      const [making] = await client.act(save(draft({ shelf })));
      expect(making).toEqual(changes ? DONE : refused('forbidden'));
      // Seeing somebody's: in a snapshot, and as it happens.
      expect((await seen(client, theirs.id)) !== undefined).toBe(sees);
      // Changing it; also by moving it to where he may write.
      const [changing] = await client.act(save({ ...theirs, text: 'changed' }, at(1)));
      expect(changing).toEqual(changes ? DONE : refused('forbidden'));
      const mine = save({ ...theirs, shelf: own(PEOPLE[who]) }, at(changes ? 2 : 1));
      if (!changes) expect(await client.act(mine)).toEqual([refused(missing)]);
      // Putting it on a key.
      const [slot] = await client.act(intent('quickReply.slot', { slot: 1, replyId: theirs.id }));
      expect(slot).toEqual(sees ? DONE : refused('not_found'));
      // Deleting it.
      const [deleting] = await client.act(remove(theirs.id, at(changes ? 2 : 1)));
      expect(deleting).toEqual(changes ? DONE : refused(missing));

      const mark = await made(client, { shelf: own(PEOPLE[who]) });
      await live.until((one) => heard(one, mark.id).length > 0);
      expect(heard(live, theirs.id).map(({ rev }) => rev)).toEqual(!sees ? [] : changes ? [1, 2, 3] : [1]);
      await live.close();
    });

    test('a line that is not there, and somebody else’s shelf', async () => {
      expect(await admin.act(save(draft({ shelf: line(newId()) })))).toEqual([refused('no_such_target')]);
      expect(await admin.act(save(draft({ shelf: own(ANNA) })))).toEqual([refused('forbidden')]);
    });
  });

  describe('two people', () => {
    test('the later one is refused and hears who was first; nothing of either is lost', async () => {
      const first = await made(anna, { shelf: line(LINE_A) });
      const mine = save({ ...first, text: "Boris's" }, at(1));
      expect(await anna.act(save({ ...first, text: "Anna's" }, at(1)))).toEqual([DONE]);
      expect(await boris.act(mine)).toEqual([refused('reply_changed', { operatorId: ANNA })]);
      expect(await boris.act(mine)).toEqual([refused('reply_changed')]);
      expect(await seen(boris, first.id)).toMatchObject({ text: "Anna's", rev: 2, updatedBy: ANNA });
      // Knowing that, he may.
      expect(await boris.act(save({ ...first, text: 'both' }, at(2)))).toEqual([DONE]);
      expect(await seen(anna, first.id)).toMatchObject({ text: 'both', rev: 3, updatedBy: BORIS });
    });

    test('of many at once, through two hubs, one wins', async () => {
      const first = await made(vera, { shelf: line(LINE_A) });
      const clients = [anna, boris, vera, admin];
      const answers = await Promise.all(
        Array.from({ length: 16 }, async (_, i) => {
          const [answer] = (await clients[i % 4]?.act(save({ ...first, text: `try ${i}` }, at(1)))) ?? [];
          return answer;
        }),
      );
      expect(answers.filter((answer) => answer?.status === 'done')).toHaveLength(1);
      expect(answers.filter((answer) => answer?.status === 'refused')).toHaveLength(15);
      const winner = answers.findIndex((answer) => answer?.status === 'done');
      expect(await seen(anna, first.id)).toMatchObject({ text: `try ${winner}`, rev: 2 });
    });

    test('who deletes meanwhile is told to whoever was writing; saved on top of that it is there again', async () => {
      const first = await made(anna, { shelf: line(LINE_A) });
      const live = await listen(boris);
      expect(await anna.act(remove(first.id, at(1)))).toEqual([DONE]);
      await live.until((one) => heard(one, first.id).some(({ deleted }) => deleted));
      expect(await seen(boris, first.id)).toBeUndefined();
      expect(await boris.act(save({ ...first, text: 'late' }, at(1)))).toEqual([refused('reply_changed')]);
      expect(await boris.act(remove(first.id, at(1)))).toEqual([DONE]);
      expect(await boris.act(save({ ...first, text: 'late' }, at(2)))).toEqual([DONE]);
      expect(await seen(anna, first.id)).toMatchObject({ text: 'late', rev: 3, deleted: false });
      await live.close();
    });

    test('what was changed is not deleted by somebody who has not seen it', async () => {
      const first = await made(anna, { shelf: line(LINE_A) });
      await anna.act(save({ ...first, text: 'better' }, at(1)));
      expect(await boris.act(remove(first.id, at(1)))).toEqual([refused('reply_changed')]);
      expect(await boris.act(remove(newId(), at(1)))).toEqual([refused('not_found')]);
    });

    test('what was deleted long ago is gone: a late change is refused, and its author keeps it', async () => {
      const first = await made(anna, { shelf: line(LINE_A) });
      await anna.act(remove(first.id, at(1)));
      const old = await made(anna, { shelf: line(LINE_A) });
      await anna.act(remove(old.id, at(1)));
      await world.pool.pg.query(
        "update quick_replies set deleted_at = now() - interval '31 days' where id = $1",
        [old.id],
      );
      expect(await pruneByAge(world.db, 'quick_replies', WS, 30)).toBe(1);
      const late = await boris.act(save(first, at(1)), save(old, at(1)));
      expect(late).toEqual([
        refused('reply_changed', { operatorId: ANNA }),
        refused('reply_changed', { operatorId: null }),
      ]);
    });
  });

  describe('one person', () => {
    test('several changes made offline follow each other, and are done once however often they are sent', async () => {
      const first = draft({ shelf: own(ANNA) });
      const making = save(first);
      const second = save({ ...first, text: '2' }, at(0, making.id));
      const third = save({ ...first, text: '3', shelf: line(LINE_A) }, at(0, second.id));
      const answers = await anna.act(making, second, third);
      expect(answers).toEqual([DONE, DONE, DONE]);
      const repeats = await Promise.all(
        [hub, other].flatMap(({ url }) => [anna.at(url).act(making, second, third)]),
      );
      for (const repeat of repeats)
        expect(repeat.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
      expect(await seen(boris, first.id)).toMatchObject({ text: '3', rev: 4 });
    });

    test('when somebody else’s change came between, all that was built on what he had not seen is refused', async () => {
      const first = await made(anna, { shelf: line(LINE_A) });
      const mine = save({ ...first, text: 'mine' }, at(1));
      const more = save({ ...first, text: 'mine and more' }, at(1, mine.id));
      expect(await boris.act(save({ ...first, text: 'theirs' }, at(1)))).toEqual([DONE]);
      expect(await anna.act(mine, more)).toEqual([refused('reply_changed'), refused('reply_changed')]);

      // And also when it came between two of his.
      const next = save({ ...first, text: 'on top' }, at(2));
      expect(await anna.act(next)).toEqual([DONE]);
      expect(await boris.act(save({ ...first, text: 'over that' }, at(3)))).toEqual([DONE]);
      const late = save({ ...first, text: 'later' }, at(2, next.id));
      expect(await anna.act(late)).toEqual([refused('reply_changed', { operatorId: BORIS })]);
      expect(await seen(anna, first.id)).toMatchObject({ text: 'over that' });
    });

    test('a change after a refused one is judged by itself', async () => {
      await made(vera, { shelf: COMPANY, shortcut: 'taken' });
      const first = await made(vera, { shelf: COMPANY });
      const wrong = save({ ...first, shortcut: 'taken' }, at(1));
      const mended = save({ ...first, shortcut: 'free' }, at(1, wrong.id));
      expect(await vera.act(wrong, mended)).toEqual([refused('shortcut_taken'), DONE]);
    });

    test('an id that is somebody else’s, or used already, makes nothing', async () => {
      const hidden = await made(boris, { shelf: own(BORIS) });
      expect(await anna.act(save({ ...hidden, shelf: own(ANNA) }))).toEqual([refused('not_found')]);
      const mine = await made(anna, { shelf: own(ANNA) });
      expect(await anna.act(save(mine))).toEqual([refused('reply_changed', { operatorId: ANNA })]);
    });
  });

  describe('shortcuts', () => {
    test('one reply of a shelf has it, whatever its case; others may have it too', async () => {
      const first = await made(vera, { shelf: line(LINE_A), shortcut: 'Привет', title: 'Hello' });
      expect(await seen(vera, first.id)).toMatchObject({ shortcut: 'привет' });
      expect(await anna.act(save(draft({ shelf: line(LINE_A), shortcut: 'ПРИВЕТ' })))).toEqual([
        refused('shortcut_taken', { shortcut: 'привет', replyId: first.id, title: 'Hello' }),
      ]);
      for (const shelf of [line(LINE_B), COMPANY, own(VERA)])
        expect(await vera.act(save(draft({ shelf, shortcut: 'привет' })))).toEqual([DONE]);
      // Deleted, it is free again.
      await vera.act(remove(first.id, at(1)));
      expect(await anna.act(save(draft({ shelf: line(LINE_A), shortcut: 'привет' })))).toEqual([DONE]);
      expect(await vera.act(save({ ...first, shortcut: 'привет' }, at(2)))).toEqual([
        refused('shortcut_taken'),
      ]);
    });

    test('two who take it at once through two hubs: one has it', async () => {
      for (let round = 0; round < 5; round += 1) {
        const [a, b] = await Promise.all(
          [anna, boris].map((one) =>
            one.act(save(draft({ shelf: line(LINE_A), shortcut: `both-${round}` }))),
          ),
        );
        expect(new Set([a?.[0]?.status, b?.[0]?.status])).toEqual(new Set(['done', 'refused']));
      }
    });
  });

  describe('moving', () => {
    test('from shelf to shelf it goes and comes for those who have them, and stays for those who have both', async () => {
      const first = await made(vera, { shelf: line(LINE_A) });
      const clara = await world.signIn(other, CLARA);
      const lives = { anna: await listen(anna), clara: await listen(clara), admin: await listen(admin) };
      expect(await admin.act(save({ ...first, shelf: line(LINE_C), text: 'for the south' }, at(1)))).toEqual([
        DONE,
      ]);
      await lives.clara.until((one) => heard(one, first.id).length > 0);
      expect(heard(lives.clara, first.id)).toMatchObject([{ rev: 3, deleted: false, text: 'for the south' }]);
      await lives.anna.until((one) => heard(one, first.id).length > 0);
      expect(heard(lives.anna, first.id)).toMatchObject([{ rev: 2, deleted: true, shelf: line(LINE_A) }]);
      expect(JSON.stringify(lives.anna.changes)).not.toContain('for the south');
      await lives.admin.until((one) => heard(one, first.id).length > 1);
      expect(heard(lives.admin, first.id).at(-1)).toMatchObject({ rev: 3, deleted: false });
      expect(await anna.act(save(first, at(2)))).toEqual([refused('not_found')]);
      for (const live of Object.values(lives)) await live.close();
    });

    test('an operator who leaves the line loses its replies with the new snapshot, and hears of them no more', async () => {
      const shared = await made(vera, { shelf: line(LINE_A) });
      const mine = await made(boris, { shelf: own(BORIS) });
      const rights = (lineIds: string[]): Rights => ({
        role: 'operator',
        active: true,
        lineIds,
        branchIds: [],
      });
      const set = (lineIds: string[]) =>
        admin.fetch(`/api/admin/operators/${BORIS}/rights`, {
          method: 'PUT',
          body: JSON.stringify(rights(lineIds)),
        });
      const live = await listen(boris);
      expect((await set([LINE_C])).status).toBe(200);
      await live.until((one) => one.changes.some(({ type }) => type === 'scope'));
      const left = repliesOf(await boris.snapshot());
      expect(left.some(({ id }) => id === mine.id)).toBe(true);
      expect(left.filter(({ shelf }) => shelf.kind === 'line' && shelf.lineId !== LINE_C)).toEqual([]);
      await vera.act(save({ ...shared, text: 'behind his back' }, at(1)));
      expect(await boris.act(save(shared, at(1)))).toEqual([refused('forbidden')]);
      const mark = await made(boris, { shelf: own(BORIS) });
      await live.until((one) => heard(one, mark.id).length > 0);
      expect(heard(live, shared.id)).toEqual([]);
      expect((await set([LINE_A])).status).toBe(200);
      await live.close();
    });
  });

  test('keys are the person’s own, on all his devices; the last word wins', async () => {
    const first = await made(anna, { shelf: own(ANNA) });
    const device = await listen(anna.at(other.url));
    const stranger = await listen(boris);
    const put = (slot: number, replyId: string | null): Intent =>
      intent('quickReply.slot', { slot, replyId });
    expect(await anna.act(put(3, first.id), put(4, first.id), put(3, null), put(3, null))).toEqual([
      DONE,
      DONE,
      DONE,
      DONE,
    ]);
    const slots = (live: Live) =>
      live.changes.flatMap((change) => (change.type === 'replySlot' ? [change.slot] : []));
    await device.until((one) => slots(one).length === 3);
    const { replySlots } = await anna.snapshotPage('?limit=1');
    expect(replySlots.filter(({ slot }) => slot > 1)).toMatchObject([
      { slot: 3, replyId: null, rev: 2 },
      { slot: 4, replyId: first.id, rev: 1 },
    ]);
    const mark = await made(boris, { shelf: own(BORIS) });
    await stranger.until((one) => heard(one, mark.id).length > 0);
    expect(slots(stranger)).toEqual([]);
    for (const live of [device, stranger]) await live.close();
  });

  test.each([
    ['no title', { title: ' \u200b ' }],
    ['no text and no file', { text: '\n' }],
    ['a text too long', { text: 'x'.repeat(4001) }],
    ['a shortcut with a space', { shortcut: 'two words' }],
    ['a folder too deep', { folder: ['a', 'b', 'c', 'd', 'e'] }],
    ['a key that is none', null],
  ])('%s is refused before anything is done', async (_, patch) => {
    const bad = patch ? save(draft(patch)) : intent('quickReply.slot', { slot: 10, replyId: null });
    const { status, body } = await anna.post('/api/intents', { protocol: PROTOCOL, intents: [bad] });
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('Nothing was done')]);
  });

  test('what somebody writes is kept clean', async () => {
    const { id } = await made(anna, {
      shelf: own(ANNA),
      title: '  Two\nlines\u0000 ',
      text: 'a\r\nb\u0007',
      folder: [' In '],
      shortcut: 'ЁЖ',
    });
    expect(await seen(anna, id)).toMatchObject({
      title: 'Two lines',
      text: 'a\nb',
      folder: ['In'],
      shortcut: 'ёж',
    });
  });

  test('thousands come by pages behind the first screen, each once, while others are made', async () => {
    await world.pool.pg.query(
      `insert into quick_replies (workspace_id, id, shelf, title, text, updated_at, updated_by, intent_id, rev)
       select $1, gen_random_uuid(), 'company', 'Title ' || n, 'Text ' || n, now(), $2, gen_random_uuid(), 1
       from generate_series(1, 2500) n`,
      [WS, ADMIN],
    );
    await world.channel.receive('somebody', 'hello');
    const first = await anna.snapshotPage('?limit=30');
    expect(first.replies?.rows.length).toBeLessThanOrEqual(100);
    expect(first.bundles.length).toBeGreaterThan(0);
    const pages = [first];
    for (let next = first.next; next; next = pages.at(-1)?.next ?? null) {
      if (pages.length === 2) await made(vera, { title: 'made meanwhile' });
      pages.push(await anna.snapshotPage(`?limit=30&after=${next}`));
    }
    const all = repliesOf(pages).map(({ id }) => id);
    expect(all).toEqual([...new Set(all)].toSorted());
    const { rows } = await world.pool.pg.query<{ id: string }>(
      "select id from quick_replies where shelf = 'company' and deleted_at is null and title like 'Title %'",
    );
    const told = new Set(all);
    expect(rows.filter(({ id }) => !told.has(id))).toEqual([]);
    const parts = pages.flatMap(({ replies }) => replies ?? []);
    expect(parts.map(({ after }) => after)).toEqual([null, ...parts.slice(0, -1).map(({ upTo }) => upTo)]);
    expect(parts.at(-1)?.upTo).toBeNull();
  });
});
