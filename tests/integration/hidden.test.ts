import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { channelKindSchema, type ChannelKind } from '#shared/domain/directory.ts';
import { directPlace, talkIdOf } from '#shared/domain/talk.ts';
import { INTENTS, OWN_INTENTS } from '#shared/intents/all.ts';
import type { SendOutcome } from '#server/channels/channel.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say, type Client } from './support/client.ts';
import { ANNA, BORIS, CHANNEL_A, LINE_B, NORTH, WS } from './support/company.ts';
import { Everybody } from './support/everybody.ts';
import { CASES, type Case } from './support/hidden-cases.ts';
import { OPEN, SECRET, TOUCHING, type Desk, type Touching } from './support/hidden-desk.ts';
import { leaves, valuesAt } from './support/schema-leaves.ts';
import { claimed, sample, tus } from './support/upload.ts';

/**
 * Scenario C4: what is hidden has no way to a client. Every intent × every kind of channel × every way in which a channel may fail, and
 * everything at once.
 */

const failure = { code: 'unreachable', detail: 'no answer' } as const;
/** How the first attempt ends; a second one is taken. */
const OUTCOMES: Record<SendOutcome['kind'] | 'broken', () => SendOutcome> = {
  sent: () => ({ kind: 'sent' }),
  retry: () => ({ kind: 'retry', failure, afterS: 0 }),
  failed: () => ({ kind: 'failed', failure }),
  unknown: () => ({ kind: 'unknown' }),
  broken: () => {
    throw new Error('the messenger is on fire');
  },
};

/** Desks at a time. */
const AT_ONCE = 9;

const LIST = (Object.keys(CASES) as Touching[]).flatMap((name) =>
  CASES[name].map((one, n): [string, Touching, Case] => [`${name} ${n + 1}`, name, one]),
);

describe('what may happen to a hidden message', () => {
  test('every intent is here that names a dialog, a client, a talk or a message', () => {
    expect(Object.keys(CASES).toSorted()).toEqual(Object.keys(TOUCHING).toSorted());
    const others = Object.keys(INTENTS).filter((name) => !Object.hasOwn(TOUCHING, name));
    expect(others.toSorted()).toEqual(Object.keys(OWN_INTENTS).toSorted());
    for (const { name, args } of Object.values(OWN_INTENTS))
      expect([
        name,
        leaves(args).filter((leaf) => /(dialog|contact|talk|message)Id|replyTo/.test(leaf)),
      ]).toEqual([name, []]);
  });

  test.each(Object.keys(TOUCHING) as Touching[])(
    '%s: a secret in every text, and the message named',
    (name) => {
      const desk = new Proxy({} as Desk, { get: (_, key) => (key === 'file' ? FILE : newId()) });
      const given = CASES[name].map((one) => one.args(desk));
      const said = leaves(TOUCHING[name].args).filter((leaf) => !NOT_SAID.test(leaf));
      for (const leaf of said)
        expect([leaf, given.some((args) => valuesAt(args, leaf.split('.')).some(isTelling))]).toEqual([
          leaf,
          true,
        ]);
    },
  );
});

describe('through any channel', () => {
  let all: Everybody;
  beforeAll(async () => {
    all = await Everybody.atWork('telegram');
  });
  afterAll(() => all?.stop());

  const ways = Object.values(OUTCOMES);
  let count = 0;
  /** What each dialog was made for. */
  const titles = new Map<string, string>();
  beforeAll(() => {
    const { channel } = all.world;
    const tried = new Set<string>();
    const outcome = (what: string): SendOutcome => {
      if (tried.has(what)) return { kind: 'sent' };
      tried.add(what);
      return (ways[(count += 1) % ways.length] ?? OUTCOMES.sent)();
    };
    channel.answer = ({ messageId }) => outcome(messageId);
    channel.answerChange = ({ messageId, change }) => outcome(`${messageId} ${change.what}`);
  });

  async function use(kind: ChannelKind): Promise<void> {
    all.world.channel.kind = kind;
    await all.world.db.updateTable('channels').set({ kind }).execute();
  }

  async function settled(): Promise<void> {
    const { pg } = all.world.pool;
    const until = Date.now() + 60_000;
    for (;;) {
      const { rows } = await pg.query(`select 1 from deliveries where status <> 'settled' limit 1`);
      if (rows.length === 0) return;
      if (Date.now() > until) throw new Error('Something is never settled');
      // Tests need not wait for back-off.
      await pg.query(`update deliveries set next_at = now() where status = 'queued' and next_at > now()`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async function expectNothingOut(): Promise<void> {
    const { channel, db, pool } = all.world;
    const hidden = await db.selectFrom('messages').select('id').where('visibility', '=', 'hidden').execute();
    const ids = new Set(hidden.map(({ id }) => id));
    const leaks = [...channel.sent, ...channel.changes].filter((one) => {
      const named = [one.messageId, 'replyTo' in one ? one.replyTo : null];
      return JSON.stringify(one).includes(SECRET) || named.some((id) => id !== null && ids.has(id));
    });
    expect(leaks.map((one) => [titles.get(one.dialogId), one])).toEqual([]);
    for (const table of ['deliveries', 'delivery_attempts'])
      expect(
        await pool.pg
          .query(
            `select m.id from ${table} d join messages m on m.id = d.message_id where m.visibility = 'hidden'`,
          )
          .then(({ rows }) => [table, rows]),
      ).toEqual([table, []]);
  }

  const clients = () => ({ anna: all.as('ANNA'), boris: all.as('BORIS') });

  async function makeDesk(withFile: boolean): Promise<Desk> {
    const { channel } = all.world;
    const [client, other] = [newId(), newId()];
    const received = await channel.receive(client, 'hello');
    const { contactId: otherId } = await channel.receive(other, 'hello, too');
    const { dialogId } = received;
    const talk = directPlace(ANNA, BORIS);
    const talkId = talkIdOf(WS, talk);
    const does: Desk['does'] = async (who, name, args) => {
      const asked = { id: newId(), name, args, at: Date.now() };
      const [result] = await clients()[who].act(asked);
      expect([name, result]).toEqual([name, expect.objectContaining({ status: 'done' })]);
      return asked.id;
    };
    const message = { dialogId, afterSeq: null, attachments: [], replyTo: null };
    const answerId = await does('anna', 'message.send', {
      ...message,
      text: `${OPEN} answer`,
      visibility: 'public',
      mentions: [],
    });
    const hiddenId = await does('anna', 'message.send', {
      ...message,
      text: `${SECRET} note`,
      visibility: 'hidden',
      mentions: [BORIS],
    });
    const talkMessageId = await does('anna', 'talk.send', { talkId, place: talk, text: `${SECRET} talk` });
    return {
      anna: ANNA,
      boris: BORIS,
      line: { lineId: LINE_B, branchId: NORTH },
      channelId: CHANNEL_A,
      dialogId,
      contactId: received.contactId,
      otherId,
      askedId: received.messageId,
      answerId,
      hiddenId,
      talkId,
      talk,
      talkMessageId,
      file: withFile ? await upload(clients().anna) : FILE,
      noteId: newId(),
      does,
    };
  }

  describe.each(channelKindSchema.options)('%s', (kind) => {
    beforeAll(() => use(kind));

    test('every intent, while the messenger fails in every way', async () => {
      const answers = new Set<string>();
      for (let first = 0; first < LIST.length; first += AT_ONCE)
        await Promise.all(
          LIST.slice(first, first + AT_ONCE).map(async ([title, name, one]) => {
            const desk = await makeDesk(name === 'message.send' || name === 'talk.send');
            titles.set(desk.dialogId, title);
            answers.add(desk.answerId);
            await one.before?.(desk);
            await desk.does(one.by ?? 'anna', name, one.args(desk));
          }),
        );
      await settled();
      await expectNothingOut();
      // The answers beside it did go out, each.
      for (const { messageId } of all.world.channel.sent) answers.delete(messageId);
      expect(answers).toEqual(new Set());
    }, 300_000);

    test('everything at once, while the messenger fails and a hub goes away', async () => {
      const { world } = all;
      const desk = await makeDesk(true);
      titles.set(desk.dialogId, 'everything at once');
      const dying = await world.hub({ RATE_LIMITS: 'off' });
      let asked = 0;
      const work = LIST.map(async ([, name, one]) => {
        const who = one.by ?? 'anna';
        const client = clients()[who];
        const what = intent(name, one.args(desk) as never);
        // Some at the hub that goes away; what it has not answered is asked once more elsewhere.
        const first = (asked += 1) % 2 === 0 ? client.at(dying.url) : client;
        await first.act(what).catch(() => client.act(what));
        // The client writes meanwhile, and is answered.
        const { id } = say(desk.dialogId, '');
        await client.act({ ...say(desk.dialogId, `${OPEN} ${id}`), id });
      });
      await Promise.race(work);
      await dying.stop();
      await Promise.all(work);
      await settled();
      await expectNothingOut();
      expect(world.channel.sent.map(({ messageId }) => messageId)).toContain(desk.answerId);
    });

    test('that somebody types a hidden message is told to no client', async () => {
      const { channel } = all.world;
      const [whispered, answered] = [await makeDesk(false), await makeDesk(false)];
      channel.typings.length = 0;
      const live = await clients().anna.live(null);
      await live.until(({ heard }) => heard.some(({ type }) => type === 'welcome'));
      live.send({ type: 'typing', dialogId: whispered.dialogId, visibility: 'hidden' });
      live.send({ type: 'typing', dialogId: answered.dialogId, visibility: 'public' });
      await expect.poll(() => channel.typings).toEqual([answered.dialogId]);
      await live.close();
    });
  });

  test('secrets lie in the tables of colleagues and in no other', async () => {
    const { pg } = all.world.pool;
    const tables = await pg.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    const holding: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await pg.query(`select 1 from "${name}" t where t::text ilike $1 limit 1`, [
        `%${SECRET}%`,
      ]);
      if (rows.length > 0) holding.push(name);
    }
    expect(holding).toEqual([
      'contact_merges',
      'contacts',
      'dialogs',
      'feed',
      'files',
      'messages',
      'notices',
      'talk_messages',
      'talks',
    ]);
  });

  test('the database takes no work of any kind for what is hidden', async () => {
    const { pg } = all.world.pool;
    const { rows: checks } = await pg.query<{ rule: string }>(
      `select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = 'deliveries'::regclass and contype = 'c'`,
    );
    const rule = checks.map(({ rule: one }) => one).find((one) => /\bwork\b.*ARRAY\[/.test(one)) ?? '';
    const works = [...rule.matchAll(/'(\w+)'::text/g)].map(([, work]) => work);
    expect(works).toContain('send');
    const desk = await makeDesk(false);
    for (const work of works)
      for (const outgoing of [true, false])
        await expect(
          pg.query(
            `insert into deliveries (workspace_id, message_id, dialog_id, seq, channel_id, external_user_id, work, outgoing)
             select workspace_id, id, dialog_id, seq, $2, 'a client', $3, $4 from messages where id = $1`,
            [desk.hiddenId, CHANNEL_A, work, outgoing],
          ),
        ).rejects.toThrow(/foreign key|check/);
  });
});

const FILE = claimed(sample(`${SECRET}.txt`, 'x'), { kind: 'text', mime: 'text/plain' });

async function upload(client: Client) {
  const file = await tus((path, init) => client.fetch(`/api${path}`, init)).whole(
    sample(`${SECRET}.txt`, `${SECRET} in a file`),
  );
  return claimed(file, { kind: 'text', mime: 'text/plain' });
}

/** What is no text of a person, or is not said by the intent itself. */
const NOT_SAID = /(^|\.)(emoji|mime|value)$|^(contact|address)\b|(?<!message)Ids?$/;

const isTelling = (value: unknown): boolean =>
  typeof value === 'string' &&
  (value.includes(SECRET) || value.includes(OPEN) || z.uuid().safeParse(value).success);
