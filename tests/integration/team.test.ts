import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messagePageSchema } from '#shared/domain/bundle.ts';
import type { Message } from '#shared/domain/message.ts';
import {
  seesTalk,
  directPlace,
  talkIdOf,
  unreadIn,
  type TalkBundle,
  type TalkPlace,
} from '#shared/domain/talk.ts';
import type { DialogIntentName, IntentInput, TalkIntentName } from '#shared/intents/all.ts';
import type { Rights } from '#shared/wire/http/rights.ts';
import { searchResponseSchema } from '#shared/wire/http/search.ts';
import type { Change } from '#shared/wire/change.ts';
import { scrubFeed } from '#server/intents/scrub.ts';
import { toTalk } from '#server/talks/rows.ts';
import { talkVisible } from '#server/talks/scope-sql.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say, type Client, type Live } from './support/client.ts';
import { ADMIN, ANNA, BORIS, CLARA, LINE_A, LINE_C, NORTH, SOUTH, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const EVERYBODY = { ANNA, BORIS, CLARA, VERA, ADMIN };
type Name = keyof typeof EVERYBODY;
const NAMES = Object.keys(EVERYBODY) as Name[];

const OF_LINE_A: TalkPlace = { kind: 'line', lineId: LINE_A, branchId: NORTH };
const OF_LINE_C: TalkPlace = { kind: 'line', lineId: LINE_C, branchId: SOUTH };

/** Who sees which talk. */
const SEES: readonly [string, TalkPlace, readonly Name[]][] = [
  ['Anna with Boris', directPlace(ANNA, BORIS), ['ANNA', 'BORIS']],
  ['Anna with the admin', directPlace(ANNA, ADMIN), ['ANNA', 'ADMIN']],
  ['Clara with her senior operator', directPlace(CLARA, VERA), ['CLARA', 'VERA']],
  ['Boris’s notes', directPlace(BORIS, BORIS), ['BORIS']],
  ['the line A', OF_LINE_A, ['ANNA', 'BORIS', 'VERA', 'ADMIN']],
  ['the line C', OF_LINE_C, ['CLARA', 'ADMIN']],
];

const STOOD = { lastSeq: 0, free: true, waitingSince: null, unread: 0, restedUntil: null };

const idOf = (place: TalkPlace): string => talkIdOf(WS, place);
const talkSay = (place: TalkPlace, text: string, more: Partial<IntentInput<'talk.send'>> = {}) =>
  intent('talk.send', { talkId: idOf(place), place, text, ...more });

describe('talks of the team', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let other: Hub;
  const clients = new Map<Name, Client>();

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    other = await world.hub();
    for (const name of NAMES) clients.set(name, await world.signIn(hub, EVERYBODY[name]));
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });
  const client = (name: Name): Client => {
    const found = clients.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  };
  const code = async (name: Name, asked: object): Promise<string> => {
    const [result] = await client(name).act(asked);
    return result?.status === 'refused' ? result.refusal.code : 'done';
  };
  const talksOf = async (name: Name): Promise<TalkBundle[]> => (await client(name).snapshotPage()).talks;
  const talkOf = async (name: Name, place: TalkPlace): Promise<TalkBundle | null> =>
    (await talksOf(name)).find(({ talk }) => talk.id === idOf(place)) ?? null;
  const history = async (name: Name, place: TalkPlace): Promise<Message[] | number> => {
    const response = await client(name).fetch(`/api/talks/${idOf(place)}/messages?limit=200`);
    return response.ok ? messagePageSchema.parse(await response.json()).messages : response.status;
  };
  async function listening(): Promise<Map<Name, Live>> {
    const lives = new Map<Name, Live>();
    for (const name of NAMES) {
      const { cursor } = await client(name).snapshotPage('?limit=1');
      lives.set(name, await client(name).live(cursor));
    }
    return lives;
  }
  /** Everybody hears of this; when it came, everything before it has come. */
  async function marked(lives: ReadonlyMap<Name, Live>): Promise<void> {
    const choice = (await client('CLARA').snapshotPage()).directory.some(
      (entry) => entry.kind === 'presence' && entry.row.choice === 'away',
    )
      ? 'online'
      : 'away';
    await client('CLARA').act(intent('presence.set', { choice, saidAt: Date.now() }));
    for (const live of lives.values())
      await live.until((one) =>
        one.changes.some(
          (change) =>
            change.type === 'directory' &&
            change.entry.kind === 'presence' &&
            change.entry.row.choice === choice,
        ),
      );
  }
  const isOf = (change: Change, talkId: string): boolean => JSON.stringify(change).includes(talkId);

  test.each(SEES)(
    '%s: told, listed, read and searched by exactly who sees it',
    async (what, place, watchers) => {
      const lives = await listening();
      const word = `zebra${what.replaceAll(/[^a-z]/gi, '')}`;
      const first = watchers[0] ?? 'ANNA';
      for (const name of NAMES)
        expect([name, await code(name, talkSay(place, `${word} ${name}`))]).toEqual([
          name,
          watchers.includes(name) ? 'done' : 'not_found',
        ]);
      await marked(lives);
      for (const name of NAMES) {
        const sees = watchers.includes(name);
        const heard = lives.get(name)?.changes.filter((change) => isOf(change, idOf(place))) ?? [];
        expect([name, new Set(heard.map(({ type }) => type)).has('talkMessage')]).toEqual([name, sees]);
        if (!sees) expect([name, heard]).toEqual([name, []]);
        expect([name, (await talkOf(name, place)) !== null]).toEqual([name, sees]);
        const read = await history(name, place);
        expect([name, typeof read === 'number' ? read : read.length]).toEqual([
          name,
          sees ? watchers.length : 404,
        ]);
        const found = await client(name).fetch(`/api/search?q=${word}`);
        const { talks, messages, contacts } = searchResponseSchema.parse(await found.json());
        expect([name, talks.length, messages, contacts]).toEqual([name, sees ? watchers.length : 0, [], []]);
      }
      const messages = (await history(first, place)) as Message[];
      for (const message of messages)
        expect(message).toMatchObject({ visibility: 'hidden', delivery: null, dialogId: idOf(place) });
      for (const live of lives.values()) await live.close();
    },
  );

  test('what is done to a message of a talk, by everybody: its author, and over a line its supervisors', async () => {
    for (const [what, place, watchers] of SEES) {
      const author = watchers[0] ?? 'ANNA';
      for (const name of NAMES) {
        const said = talkSay(place, `a word for ${name}`);
        await client(author).act(said);
        const on = { talkId: idOf(place), messageId: said.id };
        const sees = watchers.includes(name);
        const supervises = place.kind === 'line' && (name === 'VERA' || name === 'ADMIN');
        const expected = (may: boolean): string => (!sees ? 'not_found' : may ? 'done' : 'forbidden');
        const results = [
          await code(name, intent('talk.react', { ...on, emoji: '👍' })),
          await code(name, intent('talk.read', { talkId: idOf(place), seq: 1 })),
          await code(name, intent('talk.edit', { ...on, text: 'other words' })),
          await code(name, intent('talk.delete', on)),
        ];
        expect([what, name, results]).toEqual([
          what,
          name,
          [
            expected(true),
            expected(true),
            expected(name === author),
            expected(name === author || supervises),
          ],
        ]);
      }
    }
  });

  test.each(SEES)(
    'what was deleted in %s is kept in no answer, no summary and nothing of the feed, and who sees it hears of that',
    async (what, place, [author = 'ANNA', listener = author]) => {
      const secret = `secret${what.replaceAll(/[^a-z]/gi, '')}`;
      const { cursor } = await client(listener).snapshotPage('?limit=1');
      const live = await client(listener).live(cursor);
      const said = talkSay(place, `${secret} words`);
      const answer = talkSay(place, 'an answer to that', { replyTo: said.id });
      const last = talkSay(place, `${secret}, too`, { replyTo: answer.id });
      for (const [name, one] of [
        [author, said],
        [listener, answer],
        [author, last],
      ] as const)
        expect(await code(name, one)).toBe('done');
      for (const { id: messageId } of [said, last])
        expect(await code(author, intent('talk.delete', { talkId: idOf(place), messageId }))).toBe('done');
      const heard = (): Message[] =>
        live.changes.flatMap((change) =>
          change.type === 'talkMessage' && change.message.id === answer.id ? [change.message] : [],
        );
      await live.until(() => heard().length === 2);
      const [before, now] = heard();
      const quoted = { ...before?.replyTo, preview: '', files: null };
      expect(before).toMatchObject({ replyTo: { messageId: said.id, preview: `${secret} words` }, rev: 1 });
      expect(now).toEqual({ ...before, replyTo: quoted, rev: 2 });
      expect(await history(listener, place)).toContainEqual(now);
      await scrubFeed(world.db, WS, new Map());
      for (const table of ['talks', 'talk_messages', 'feed', 'intents']) {
        const { rows } = await world.pool.pg.query(`select 1 from ${table} t where t::text ~ $1`, [secret]);
        expect([table, rows.length]).toEqual([table, 0]);
      }
      // Nobody has deleted the answer: it stays in the feed as it was told.
      const told = `select distinct change #>> '{message,body,text}' as text from feed where change #>> '{message,id}' = $1`;
      const { rows } = await world.pool.pg.query(told, [answer.id]);
      expect(rows).toEqual([{ text: 'an answer to that' }]);
      await live.close();
    },
  );

  test('SQL and the rule agree on who sees which talk', async () => {
    const rows = await world.db.selectFrom('talks').selectAll().execute();
    expect(rows.length).toBeGreaterThanOrEqual(SEES.length);
    for (const name of NAMES) {
      const { scope } = await client(name).snapshotPage();
      const seen = await world.db
        .selectFrom('talks as t')
        .select('t.id')
        .where(talkVisible(scope))
        .orderBy('t.id')
        .execute();
      const byRule = rows.map(toTalk).filter((talk) => seesTalk(scope, talk.place));
      expect([name, seen.map(({ id }) => id)]).toEqual([name, byRule.map(({ id }) => id).toSorted()]);
    }
  });

  describe('nothing of it reaches a client', () => {
    /** Arguments with which each intent on a dialog would go through on a dialog of one's own. */
    const args = (id: string): Record<DialogIntentName, object> => {
      const on = { dialogId: id };
      const message = { ...on, messageId: newId() };
      const card = { reason: '', promised: '', promisedUntil: null };
      return {
        'dialog.answer': on,
        'dialog.take': { ...on, fromId: BORIS },
        'dialog.transfer': { ...on, to: { kind: 'operator', operatorId: BORIS }, card },
        'dialog.acceptTransfer': on,
        'dialog.declineTransfer': { ...on, note: '' },
        'dialog.recallTransfer': on,
        'dialog.handBack': { ...on, note: '' },
        'dialog.invite': { ...on, operatorIds: [BORIS], note: '' },
        'dialog.join': on,
        'dialog.leave': on,
        'dialog.callSenior': { ...on, note: '' },
        'dialog.finish': on,
        'dialog.spam': on,
        'dialog.reopen': on,
        'dialog.markRead': on,
        'dialog.markUnread': on,
        'dialog.pin': on,
        'dialog.unpin': on,
        'dialog.snooze': { ...on, until: Date.now() + 3_600_000 },
        'dialog.unsnooze': on,
        'dialog.undo': { ...on, deed: 'finish', before: STOOD },
        'message.send': { ...on, text: 'to the client?', visibility: 'public' },
        'message.edit': { ...message, text: 'x' },
        'message.delete': message,
        'message.react': { ...message, emoji: '👍' },
        'message.retry': message,
      };
    };

    test('no intent on dialogs does anything to a talk, for who is in it or sees everything', async () => {
      const before = await history('ANNA', OF_LINE_A);
      for (const name of ['ANNA', 'ADMIN'] as const)
        for (const place of [directPlace(ANNA, BORIS), OF_LINE_A])
          for (const [intentName, given] of Object.entries(args(idOf(place)))) {
            const asked = { id: newId(), name: intentName, args: given, at: Date.now() };
            expect([name, intentName, await code(name, asked)]).toEqual([name, intentName, 'not_found']);
          }
      expect(await history('ANNA', OF_LINE_A)).toEqual(before);
    });

    test('no intent on talks does anything to a dialog, and no talk is begun under its id', async () => {
      const { dialogId, messageId } = await world.channel.receive('a client', 'hello');
      const on = { talkId: dialogId, messageId };
      const asked: Record<TalkIntentName, object> = {
        'talk.send': { talkId: dialogId, place: OF_LINE_A, text: 'hi' },
        'talk.edit': { ...on, text: 'x' },
        'talk.delete': on,
        'talk.react': { ...on, emoji: '👍' },
        'talk.read': { talkId: dialogId, seq: 1 },
      };
      for (const [name, given] of Object.entries(asked))
        expect([name, await code('ADMIN', { id: newId(), name, args: given, at: Date.now() })]).toEqual([
          name,
          'not_found',
        ]);
      expect(await code('ANNA', talkSay(OF_LINE_A, 'x', { talkId: newId() }))).toBe('not_found');
      expect(await code('ANNA', talkSay({ ...OF_LINE_A, branchId: SOUTH }, 'x', { talkId: newId() }))).toBe(
        'not_found',
      );
    });

    test('the database takes no delivery, no item of a visitor and no file for him of what was said here', async () => {
      const said = talkSay(directPlace(ANNA, BORIS), 'the margin is 40 %');
      await client('ANNA').act(said);
      const { dialogId } = await world.channel.receive('another client', 'hello');
      const delivery = {
        workspace_id: WS,
        message_id: said.id,
        dialog_id: dialogId,
        seq: 1,
        channel_id: '01890000-0003-7000-8000-000000000001',
        external_user_id: 'another client',
      };
      await expect(world.db.insertInto('deliveries').values(delivery).execute()).rejects.toThrow(
        /foreign key/,
      );
      await expect(
        world.db
          .insertInto('message_files')
          .values({ workspace_id: WS, file_id: newId(), message_id: said.id })
          .execute(),
      ).rejects.toThrow(/foreign key/);
      const { rows } = await world.pool.pg.query<{ table: string }>(
        `select distinct conrelid::regclass::text as "table" from pg_constraint
        where contype = 'f' and confrelid in ('talks'::regclass, 'talk_messages'::regclass)`,
      );
      // Whatever is added later: only the team's own tables lead to its words.
      expect(rows.map(({ table }) => table).toSorted()).toEqual([
        'talk_files',
        'talk_marks',
        'talk_messages',
      ]);
    });

    test('a client’s dialog and the team’s talk of the same line do not meet in any reading', async () => {
      const { dialogId } = await world.channel.receive('third client', 'a question');
      await client('ANNA').act(talkSay(OF_LINE_A, 'do not tell him'), say(dialogId, 'an answer'));
      const pages = await client('ADMIN').snapshot();
      expect(JSON.stringify(pages.flatMap(({ bundles }) => bundles))).not.toContain('do not tell him');
      expect(pages.flatMap(({ bundles }) => bundles.map(({ dialog }) => dialog.id))).not.toContain(
        idOf(OF_LINE_A),
      );
      expect((await client('ADMIN').fetch(`/api/dialogs/${idOf(OF_LINE_A)}/messages`)).status).toBe(404);
      expect(JSON.stringify(world.channel)).not.toContain('do not tell him');
    });
  });

  test('two who begin a talk at the same time, at two hubs, have begun one', async () => {
    const place = directPlace(BORIS, VERA);
    const boris = client('BORIS');
    const vera = client('VERA').at(other.url);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? boris : vera).act(talkSay(place, `word ${n}`))),
    );
    expect(results.flat().map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'done'));
    const messages = (await history('BORIS', place)) as Message[];
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await talkOf('VERA', place)).toMatchObject({ talk: { lastSeq: 20, rev: 20 } });
  });

  test('said again, through two hubs at once, it is said once; its id serves for nothing else', async () => {
    const place = directPlace(ANNA, VERA);
    const said = talkSay(place, 'once');
    const anna = client('ANNA');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? anna : anna.at(other.url)).act(said)),
    );
    expect(new Set(answers.flat().map(({ status }) => status))).toEqual(new Set(['done']));
    expect(await history('ANNA', place)).toHaveLength(1);
    expect(await code('ANNA', { ...talkSay(place, 'twice'), id: said.id })).toBe('invalid');
    expect(await code('VERA', { ...said })).toBe('invalid');
    expect(await history('ANNA', place)).toHaveLength(1);
  });

  describe('how far somebody has read', () => {
    const place = directPlace(CLARA, ADMIN);
    const unread = async (name: Name, where: TalkPlace): Promise<number> => {
      const bundle = await talkOf(name, where);
      return bundle ? unreadIn(bundle.talk, bundle.mark) : -1;
    };

    test('counts what others said, goes forward only, and is told to nobody else', async () => {
      const lives = await listening();
      for (const text of ['one', 'two', 'three']) await client('CLARA').act(talkSay(place, text));
      expect([await unread('ADMIN', place), await unread('CLARA', place)]).toEqual([3, 0]);
      await client('ADMIN').act(intent('talk.read', { talkId: idOf(place), seq: 2 }));
      await client('ADMIN').act(intent('talk.read', { talkId: idOf(place), seq: 1 }));
      expect(await unread('ADMIN', place)).toBe(1);
      await client('ADMIN').act(intent('talk.read', { talkId: idOf(place), seq: 9_000 }));
      expect(await talkOf('ADMIN', place)).toMatchObject({ mark: { seq: 3, own: 0 } });
      await marked(lives);
      const marksOf = (name: Name): number[] =>
        lives
          .get(name)
          ?.changes.flatMap((change) =>
            change.type === 'talkMark' && change.mark.talkId === idOf(place) ? [change.mark.seq] : [],
          ) ?? [];
      expect(marksOf('ADMIN')).toEqual([2, 3]);
      expect(marksOf('CLARA')).toEqual([1, 2, 3]);
      for (const name of ['ANNA', 'BORIS', 'VERA'] as const)
        expect([name, marksOf(name)]).toEqual([name, []]);
      for (const live of lives.values()) await live.close();
    });

    test('what came while one wrote without a network stays unread; one’s own words never count', async () => {
      const [mine, his] = ['ADMIN', 'CLARA'] as const;
      const { talk } = (await talkOf(mine, place)) ?? { talk: null };
      await client(his).act(talkSay(place, 'came meanwhile'), talkSay(place, 'and this'));
      await client(mine).act(talkSay(place, 'written before', { afterSeq: talk?.lastSeq ?? 0 }));
      expect(await unread(mine, place)).toBe(2);
      await client(mine).act(intent('talk.read', { talkId: idOf(place), seq: (talk?.lastSeq ?? 0) + 1 }));
      expect(await unread(mine, place)).toBe(1);
      expect(await unread(his, place)).toBe(1);
    });

    test('calls those who are named and see the talk, until they have read it or it is gone', async () => {
      const named = talkSay(OF_LINE_A, '@boris @clara look', { mentions: [BORIS, CLARA, ANNA] });
      await client('ANNA').act(named);
      expect((await talkOf('BORIS', OF_LINE_A))?.mark?.mentions).toBe(1);
      expect(await talkOf('CLARA', OF_LINE_A)).toBeNull();
      const stray = await world.db
        .selectFrom('talk_marks')
        .select('mentions')
        .where('operator_id', '=', CLARA)
        .where('talk_id', '=', idOf(OF_LINE_A))
        .execute();
      expect(stray).toEqual([]);
      await client('ANNA').act(intent('talk.delete', { talkId: idOf(OF_LINE_A), messageId: named.id }));
      expect((await talkOf('BORIS', OF_LINE_A))?.mark?.mentions).toBe(0);
      await client('ANNA').act(talkSay(OF_LINE_A, '@boris again', { mentions: [BORIS] }));
      const { talk } = (await talkOf('BORIS', OF_LINE_A)) ?? { talk: null };
      await client('BORIS').act(intent('talk.read', { talkId: idOf(OF_LINE_A), seq: talk?.lastSeq ?? 0 }));
      expect((await talkOf('BORIS', OF_LINE_A))?.mark).toMatchObject({ mentions: 0, seq: talk?.lastSeq });
    });
  });

  describe('rights change while it goes on', () => {
    const rights = (lineIds: string[], active = true): Rights => ({
      role: 'operator',
      active,
      lineIds,
      branchIds: [],
    });
    const set = async (operatorId: string, given: Rights): Promise<void> => {
      const path = `/api/admin/operators/${operatorId}/rights`;
      const response = await client('ADMIN').fetch(path, { method: 'PUT', body: JSON.stringify(given) });
      expect(response.status).toBe(200);
    };

    test('who leaves a line hears no more of its talk; who comes to it has it, with nothing to catch up', async () => {
      await client('ANNA').act(talkSay(OF_LINE_A, 'long ago'));
      const { cursor } = await client('CLARA').snapshotPage();
      const live = await client('CLARA').live(cursor);
      await set(CLARA, rights([LINE_A]));
      await live.until((one) => one.changes.some((change) => change.type === 'scope'));
      const come = await talkOf('CLARA', OF_LINE_A);
      expect(come && unreadIn(come.talk, come.mark)).toBe(0);
      expect(come?.messages.length).toBeGreaterThan(0);
      expect(await talkOf('CLARA', OF_LINE_C)).toBeNull();
      await client('ANNA').act(talkSay(OF_LINE_A, 'welcome'));
      await live.until((one) => JSON.stringify(one.changes).includes('welcome'));
      await set(CLARA, rights([LINE_C]));
      await live.until((one) => one.changes.filter((change) => change.type === 'scope').length === 2);
      await client('ANNA').act(talkSay(OF_LINE_A, 'behind her back'));
      const lives = new Map([['CLARA' as Name, live]]);
      await marked(lives);
      expect(JSON.stringify(live.changes)).not.toContain('behind her back');
      expect(await code('CLARA', talkSay(OF_LINE_A, 'still here?'))).toBe('not_found');
      expect(await history('CLARA', OF_LINE_A)).toBe(404);
      await live.close();
    });

    test('a talk with somebody who has left is read and not written to', async () => {
      const place = directPlace(ANNA, CLARA);
      const said = talkSay(place, 'a last word');
      await client('CLARA').act(said);
      await set(CLARA, rights([LINE_C], false));
      expect(await code('ANNA', talkSay(place, 'hello?'))).toBe('colleague_left');
      expect(await code('ANNA', intent('talk.read', { talkId: idOf(place), seq: 1 }))).toBe('done');
      expect(await history('ANNA', place)).toHaveLength(1);
      await set(CLARA, rights([LINE_C]));
      expect(await code('ANNA', talkSay(place, 'you are back'))).toBe('done');
      clients.set('CLARA', await world.signIn(hub, CLARA));
    });
  });

  test('who types is told to those who see the talk, over all hubs', async () => {
    const place = directPlace(ANNA, BORIS);
    const lives = await listening();
    const boris = await client('BORIS').at(other.url).live(null);
    await boris.until((one) => one.heard.some(({ type }) => type === 'welcome'));
    lives.get('ANNA')?.send({ type: 'typing', dialogId: idOf(place), visibility: 'hidden' });
    await boris.until((one) => one.heard.some(({ type }) => type === 'typing'));
    await lives.get('BORIS')?.until((one) => one.heard.some(({ type }) => type === 'typing'));
    await marked(lives);
    for (const name of ['ANNA', 'CLARA', 'VERA', 'ADMIN'] as const)
      expect([name, lives.get(name)?.heard.some(({ type }) => type === 'typing')]).toEqual([name, false]);
    await boris.close();
    for (const live of lives.values()) await live.close();
  });
});
