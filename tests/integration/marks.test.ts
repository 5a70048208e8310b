import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SendOutcome } from '#server/channels/channel.ts';
import { toDialog, toMessage } from '#server/db/rows.ts';
import { transaction } from '#server/db/transaction.ts';
import { scrubFeed } from '#server/intents/scrub.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { messageAttemptsSchema } from '#shared/domain/attempt.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { messageSchema, type Message } from '#shared/domain/message.ts';
import { intent, say, type Client } from './support/client.ts';
import { ANNA, CHANNEL_A, CLARA, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const failure = { code: 'unreachable', detail: 'no answer' } as const;

describe('what is done to one message', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let anna: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
  });
  afterAll(async () => {
    await postgres?.stop();
  });
  beforeEach(async () => {
    world = await World.create(postgres);
    hub = await world.hub();
    anna = await world.signIn(hub, ANNA);
  });
  afterEach(async () => {
    await world.stop();
  });

  async function until(what: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (!(await what())) {
      if (Date.now() > deadline) throw new Error('Waited in vain');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  async function message(id: string): Promise<Message> {
    return toMessage(
      await world.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  }
  async function dialog(id: string): Promise<Dialog> {
    return toDialog(
      await world.db.selectFrom('dialogs').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  }
  const untilMessage = (id: string, is: (one: Message) => boolean): Promise<void> =>
    until(async () => is(await message(id)));
  /** Nothing of the dialog waits any more. */
  const untilSettled = (dialogId: string): Promise<void> =>
    until(async () => {
      const open = world.db.selectFrom('deliveries').select('n').where('dialog_id', '=', dialogId);
      return (await open.where('status', '<>', 'settled').execute()).length === 0;
    });
  /** The message as the feed told of it, version by version. */
  async function fed(id: string): Promise<Message[]> {
    const { rows } = await world.pool.pg.query<{ message: unknown }>(
      `select change -> 'message' as message from feed where change -> 'message' ->> 'id' = $1 order by xid, n`,
      [id],
    );
    return rows.map((row) => messageSchema.parse(row.message));
  }
  const edit = (dialogId: string, messageId: string, text: string) =>
    intent('message.edit', { dialogId, messageId, text });
  const remove = (dialogId: string, messageId: string) => intent('message.delete', { dialogId, messageId });
  const react = (dialogId: string, messageId: string, emoji: string | null) =>
    intent('message.react', { dialogId, messageId, emoji });
  const retry = (dialogId: string, messageId: string) => intent('message.retry', { dialogId, messageId });
  const whats = () => world.channel.changes.map(({ change }) => change);

  /** A dialog with a public answer that the client has. */
  async function answered(text = 'an answer'): Promise<{ dialogId: string; asked: string; said: string }> {
    const received = await world.channel.receive('client 1', 'hello');
    const { dialogId, messageId: asked } = received;
    const { id: said } = say(dialogId, text);
    await anna.act({ ...say(dialogId, text), id: said });
    await untilMessage(said, (one) => one.delivery?.state === 'sent');
    return { dialogId, asked, said };
  }

  test('an edit changes the message, the dialog’s preview, and what the client sees; once', async () => {
    const { dialogId, said } = await answered();
    const before = await dialog(dialogId);
    const asked = edit(dialogId, said, 'a better answer');
    const [done] = await anna.act(asked);
    expect(done?.status).toBe('done');
    expect(await anna.act(asked)).toEqual([done]);
    await untilSettled(dialogId);
    expect(world.channel.changes).toMatchObject([
      { messageId: said, externalUserId: 'client 1', change: { what: 'edit', text: 'a better answer' } },
    ]);
    const now = await message(said);
    expect(now).toMatchObject({
      body: { kind: 'text', text: 'a better answer' },
      amendment: null,
      delivery: { state: 'sent' },
    });
    expect(now.editedAt).not.toBeNull();
    const { rev, lastMessage, ...rest } = await dialog(dialogId);
    expect(rest).toEqual(
      expect.objectContaining({ waitingSince: null, unread: 0, lastTurn: before.lastTurn }),
    );
    expect([rev, lastMessage]).toEqual([
      before.rev + 1,
      { ...before.lastMessage, preview: 'a better answer' },
    ]);
    const told = await fed(said);
    expect(told.at(-1)).toEqual(now);
    expect(told.map((one) => one.rev)).toEqual([...told.keys()].map((i) => i + 1));
  });

  test('a deletion leaves nothing of the words, here or there', async () => {
    const { dialogId, said } = await answered('secret words');
    await anna.act(remove(dialogId, said));
    await untilSettled(dialogId);
    expect(whats()).toEqual([{ what: 'delete' }]);
    expect(await message(said)).toMatchObject({ body: { kind: 'deleted', by: ANNA }, amendment: null });
    expect((await dialog(dialogId)).lastMessage).toMatchObject({ preview: '' });
    const row = await world.db.selectFrom('messages').selectAll().where('id', '=', said).executeTakeFirst();
    expect(JSON.stringify(row)).not.toContain('secret');
    expect(await anna.act(edit(dialogId, said, 'again'), react(dialogId, said, '👍'))).toMatchObject([
      { status: 'refused', refusal: { code: 'message_deleted' } },
      { status: 'refused', refusal: { code: 'message_deleted' } },
    ]);
  });

  test('what was quoted of it, told of it and kept of it in the feed goes with it, and everybody hears of that', async () => {
    const vera = await world.signIn(hub, VERA);
    const { dialogId, said } = await answered('secret words');
    const answer = { ...say(dialogId, 'an answer to that'), id: newId() };
    const named = intent('message.send', {
      dialogId,
      text: 'secret, too, for Vera',
      visibility: 'hidden',
      mentions: [VERA],
      replyTo: said,
    });
    await anna.act({ ...answer, args: { ...answer.args, replyTo: said } }, named);
    expect((await message(answer.id)).replyTo).toMatchObject({ messageId: said, preview: 'secret words' });
    await anna.act(remove(dialogId, said), remove(dialogId, named.id));
    await untilSettled(dialogId);

    const quoting = await message(answer.id);
    expect(quoting).toMatchObject({
      body: { text: 'an answer to that' },
      replyTo: { messageId: said, preview: '' },
    });
    expect((await fed(answer.id)).at(-1)).toEqual(quoting);
    const { notices } = await vera.snapshotPage();
    expect(notices).toMatchObject([{ kind: 'mentioned', text: '', rev: 2 }]);
    expect(await scrubFeed(world.db, WS, new Map())).toBeGreaterThan(0);
    for (const table of ['messages', 'dialogs', 'feed', 'notices', 'deliveries', 'intents']) {
      const { rows } = await world.pool.pg.query(`select 1 from ${table} t where t::text like '%secret%'`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    expect((await fed(answer.id)).at(-1)).toEqual(quoting);
  });

  test('the feed is looked through again only when something was deleted since', async () => {
    const scrubbed = new Map<string, string>();
    const { dialogId, said } = await answered('secret words');
    expect(await scrubFeed(world.db, WS, scrubbed)).toBe(0);
    await anna.act(remove(dialogId, said));
    await untilSettled(dialogId);
    expect(await scrubFeed(world.db, WS, scrubbed)).toBeGreaterThan(0);
    expect(await scrubFeed(world.db, WS, scrubbed)).toBe(0);
  });

  test('what was deleted before it went never goes, however the attempts end', async () => {
    const { dialogId } = await world.channel.receive('client 1', 'hello');
    const gate = Promise.withResolvers<SendOutcome>();
    world.channel.answer = ({ text }) => (text === 'first' ? gate.promise : { kind: 'sent' });
    const [first, second] = [say(dialogId, 'first'), say(dialogId, 'second')];
    await anna.act(first, second);
    await until(async () => world.channel.sent.length === 1);
    // The second waits behind the first; the first is on its way, and its attempt will come to nothing.
    await anna.act(remove(dialogId, second.id), remove(dialogId, first.id));
    gate.resolve({ kind: 'retry', failure });
    await world.pool.pg.query(`update deliveries set next_at = now() where status = 'queued'`);
    await until(async () => {
      await world.pool.pg.query(`update deliveries set next_at = now() where status = 'queued'`);
      const open = world.db.selectFrom('deliveries').select('n').where('status', '<>', 'settled');
      return (await open.execute()).length === 0;
    });
    expect(world.channel.sent.map(({ text }) => text)).toEqual(['first']);
    expect(whats()).toEqual([]);
    for (const { id } of [first, second])
      expect(await message(id)).toMatchObject({ body: { kind: 'deleted' }, amendment: null });
  });

  test('a deletion while the message is on its way takes it back when it came through', async () => {
    const { dialogId } = await world.channel.receive('client 1', 'hello');
    const gate = Promise.withResolvers<SendOutcome>();
    world.channel.answer = () => gate.promise;
    const said = say(dialogId, 'too early');
    await anna.act(said);
    await until(async () => world.channel.sent.length === 1);
    await anna.act(remove(dialogId, said.id));
    gate.resolve({ kind: 'sent', externalId: 'ext 1' });
    await untilSettled(dialogId);
    expect(world.channel.changes).toMatchObject([{ externalId: 'ext 1', change: { what: 'delete' } }]);
    expect(await message(said.id)).toMatchObject({ amendment: null, delivery: { state: 'sent' } });
  });

  test('an edit before the message went goes with it, one while it goes comes after it', async () => {
    const { dialogId } = await world.channel.receive('client 1', 'hello');
    const gate = Promise.withResolvers<SendOutcome>();
    world.channel.answer = ({ text }) => (text === 'going' ? gate.promise : { kind: 'sent' });
    const [going, waiting] = [say(dialogId, 'going'), say(dialogId, 'waiting')];
    await anna.act(going, waiting);
    await until(async () => world.channel.sent.length === 1);
    await anna.act(edit(dialogId, going.id, 'gone'), edit(dialogId, waiting.id, 'waited'));
    gate.resolve({ kind: 'sent' });
    await untilSettled(dialogId);
    expect(world.channel.sent.map(({ text }) => text)).toEqual(['going', 'waited']);
    expect(world.channel.changes).toMatchObject([
      { messageId: going.id, change: { what: 'edit', text: 'gone' } },
    ]);
    for (const { id } of [going, waiting]) expect((await message(id)).amendment).toBeNull();
  });

  test('an edit during an edit is carried too, and the client ends with the last words', async () => {
    const { dialogId, said } = await answered();
    const gate = Promise.withResolvers<SendOutcome>();
    world.channel.answerChange = ({ change }) =>
      change.what === 'edit' && change.text === 'one' ? gate.promise : { kind: 'sent' };
    await anna.act(edit(dialogId, said, 'one'));
    await until(async () => world.channel.changes.length === 1);
    await anna.act(edit(dialogId, said, 'two'), edit(dialogId, said, 'three'));
    gate.resolve({ kind: 'sent' });
    await untilSettled(dialogId);
    expect(whats().at(-1)).toEqual({ what: 'edit', text: 'three' });
    expect((await message(said)).amendment).toBeNull();
  });

  test('a change that the channel could not do says so until it is tried again', async () => {
    const { dialogId, said } = await answered();
    world.channel.answerChange = () => ({ kind: 'failed', failure: { code: 'rejected', detail: 'no' } });
    await anna.act(edit(dialogId, said, 'changed'));
    await untilMessage(said, (one) => one.amendment?.state === 'failed');
    expect((await message(said)).amendment).toEqual({
      state: 'failed',
      what: 'edit',
      failure: { code: 'rejected', detail: 'no' },
    });
    world.channel.answerChange = () => ({ kind: 'sent' });
    await anna.act(retry(dialogId, said));
    await untilMessage(said, (one) => one.amendment === null);
    expect(whats()).toHaveLength(2);
  });

  test('a reaction that the channel did not take says so under the message, until the next one', async () => {
    const { dialogId, asked } = await answered();
    world.channel.answerChange = () => ({ kind: 'failed', failure: { code: 'rejected', detail: 'no' } });
    await anna.act(react(dialogId, asked, '👍'));
    await untilMessage(asked, (one) => one.amendment !== null);
    const failed = { state: 'failed', what: 'react', failure: { code: 'rejected', detail: 'no' } };
    expect((await message(asked)).amendment).toEqual(failed);
    await anna.act(retry(dialogId, asked));
    await untilSettled(dialogId);
    expect((await message(asked)).amendment).toEqual(failed);
    world.channel.answerChange = () => ({ kind: 'sent' });
    await anna.act(react(dialogId, asked, '🔥'));
    await untilSettled(dialogId);
    expect(await message(asked)).toMatchObject({ amendment: null, reactions: [{ emoji: '🔥', by: ANNA }] });
  });

  test('what failed goes once more when the person asks, behind what waits, and not when it arrived', async () => {
    const { dialogId } = await world.channel.receive('client 1', 'hello');
    world.channel.answer = () => ({ kind: 'failed', failure });
    const said = say(dialogId, 'an answer');
    await anna.act(said);
    await untilMessage(said.id, (one) => one.delivery?.state === 'failed');
    world.channel.answer = () => ({ kind: 'sent' });
    const again = retry(dialogId, said.id);
    await anna.act(again, again);
    await untilMessage(said.id, (one) => one.delivery?.state === 'sent');
    await anna.act(retry(dialogId, said.id));
    await untilSettled(dialogId);
    expect(world.channel.sent.map(({ text, attempt }) => [text, attempt])).toEqual([
      ['an answer', 1],
      ['an answer', 2],
    ]);
  });

  test('a receipt that comes before the second try makes it needless', async () => {
    const { dialogId } = await world.channel.receive('client 1', 'hello');
    const gate = Promise.withResolvers<SendOutcome>();
    world.channel.answer = ({ text }) => (text === 'stop' ? gate.promise : { kind: 'unknown' });
    const [said, stop] = [say(dialogId, 'an answer'), say(dialogId, 'stop')];
    await anna.act(said);
    await untilMessage(said.id, (one) => one.delivery?.state === 'unknown');
    await anna.act(stop, retry(dialogId, said.id));
    const receipt = { workspaceId: WS, channelId: CHANNEL_A, message: { id: said.id }, at: 1 } as const;
    await world.channel.hub?.receipt({ ...receipt, state: 'delivered' });
    gate.resolve({ kind: 'sent' });
    await untilSettled(dialogId);
    expect(world.channel.sent.map(({ text }) => text)).toEqual(['an answer', 'stop']);
    expect((await message(said.id)).delivery).toMatchObject({ state: 'delivered' });
  });

  test('who may: the author edits, a supervisor deletes too, others neither', async () => {
    const { dialogId, said, asked } = await answered();
    const vera = await world.signIn(hub, VERA);
    expect(
      await vera.act(edit(dialogId, said, 'x'), edit(dialogId, asked, 'x'), remove(dialogId, asked)),
    ).toMatchObject([
      { refusal: { code: 'forbidden' } },
      { refusal: { code: 'forbidden' } },
      { refusal: { code: 'forbidden' } },
    ]);
    expect(await anna.act(edit(dialogId, newId(), 'x'), remove(newId(), said))).toMatchObject([
      { refusal: { code: 'not_found' } },
      { refusal: { code: 'not_found' } },
    ]);
    const other = await world.channel.receive('client 2', 'hello');
    expect(await anna.act(edit(other.dialogId, said, 'x'))).toMatchObject([
      { refusal: { code: 'not_found' } },
    ]);
    expect(whats()).toEqual([]);
  });

  test('reactions: one a person, the company’s to the channel, the client’s to us; nobody is answered by one', async () => {
    const { dialogId } = await world.channel.receive('client 1', 'hello');
    const { messageId: asked } = await world.channel.receive('client 1', 'there?');
    const before = await dialog(dialogId);
    await anna.act(react(dialogId, asked, '👍'), react(dialogId, asked, '❤️'));
    await untilSettled(dialogId);
    expect(whats().at(-1)).toEqual({ what: 'react', emojis: ['❤️'] });
    const { hub: channelHub } = world.channel;
    if (!channelHub) throw new Error('no hub');
    const reaction = { workspaceId: WS, messageId: asked, emoji: '🔥' };
    expect(await transaction(world.db, (tx) => channelHub.reaction(tx, reaction))).toBe(true);
    expect((await message(asked)).reactions).toEqual([
      { emoji: '❤️', by: ANNA },
      { emoji: '🔥', by: 'client' },
    ]);
    const now = await dialog(dialogId);
    expect({ ...now, rev: 0 }).toEqual({ ...before, rev: 0 });
  });

  test('hidden: no work for any channel, no quotation in public, no reaction of a client', async () => {
    const { dialogId, asked } = await answered();
    world.channel.sent.length = 0;
    const note = say(dialogId, 'hidden words', 'hidden');
    const leak = intent('message.send', {
      dialogId,
      text: 'what was said',
      visibility: 'public',
      afterSeq: null,
      attachments: [],
      mentions: [],
      replyTo: note.id,
    });
    await anna.act(
      note,
      leak,
      edit(dialogId, note.id, 'other hidden words'),
      react(dialogId, note.id, '👍'),
      retry(dialogId, note.id),
      say(dialogId, 'public'),
    );
    await untilSettled(dialogId);
    expect(world.channel.sent.map(({ text }) => text)).toEqual(['public']);
    expect(whats()).toEqual([]);
    expect(await message(leak.id)).toMatchObject({
      visibility: 'hidden',
      delivery: null,
      replyTo: { messageId: note.id, preview: 'hidden words', visibility: 'hidden' },
    });
    await anna.act(remove(dialogId, note.id));
    expect(whats()).toEqual([]);
    const { hub: channelHub } = world.channel;
    const reaction = { workspaceId: WS, messageId: leak.id, emoji: '👍' };
    expect(await transaction(world.db, async (tx) => channelHub?.reaction(tx, reaction))).toBe(false);
    const received = await world.channel.receive('client 1', 'to what?', { replyTo: leak.id });
    expect((await message(received.messageId)).replyTo).toBeNull();
    const answer = await world.channel.receive('client 1', 'to that', { replyTo: asked });
    expect((await message(answer.messageId)).replyTo).toMatchObject({ messageId: asked, preview: 'hello' });
  });

  test('every attempt is told to those who see the dialog, with what comes next', async () => {
    const { dialogId } = await world.channel.receive('client 1', 'hello');
    world.channel.answer = ({ attempt }) =>
      attempt === 1 ? { kind: 'retry', failure, afterS: 600 } : { kind: 'sent' };
    const said = say(dialogId, 'an answer');
    await anna.act(said);
    const path = `/api/messages/${said.id}/attempts`;
    const told = async () => messageAttemptsSchema.parse(await (await anna.fetch(path)).json());
    await until(async () => {
      const { attempts, open } = await told();
      const [first] = attempts;
      return first !== undefined && first.endedAt !== null && open.length === 1;
    });
    expect(await told()).toMatchObject({
      attempts: [{ work: 'send', outcome: { kind: 'retry', failure } }],
      open: [{ work: 'send', behind: false }],
    });
    await world.pool.pg.query('update deliveries set next_at = now()');
    await untilMessage(said.id, (one) => one.delivery?.state === 'sent');
    await anna.act(edit(dialogId, said.id, 'a better one'));
    await untilSettled(dialogId);
    expect((await told()).attempts.map(({ work, outcome }) => [work, outcome?.kind])).toEqual([
      ['send', 'retry'],
      ['send', 'sent'],
      ['edit', 'sent'],
    ]);
    expect((await anna.fetch(`/api/messages/${newId()}/attempts`)).status).toBe(404);
    const stranger = await world.signIn(hub, CLARA);
    expect((await stranger.fetch(path)).status).toBe(404);
  });

  test('the database itself lets no hidden words out by a quotation or a piece of work', async () => {
    const { dialogId, said } = await answered();
    const note = say(dialogId, 'hidden words', 'hidden');
    await anna.act(note);
    const query = (sql: string, ...values: unknown[]) => world.pool.pg.query(sql, values);
    const quotation = JSON.stringify({ visibility: 'hidden', preview: 'hidden words' });
    await expect(query('update messages set reply_to = $1 where id = $2', quotation, said)).rejects.toThrow(
      'quotation_is_public',
    );
    for (const work of ['send', 'edit', 'delete', 'react'])
      for (const outgoing of [true, false])
        await expect(
          query(
            `insert into deliveries (workspace_id, message_id, dialog_id, seq, channel_id, external_user_id, work, outgoing)
             select workspace_id, id, dialog_id, seq, $2, 'client 1', $3, $4 from messages where id = $1`,
            note.id,
            CHANNEL_A,
            work,
            outgoing,
          ),
        ).rejects.toThrow(/foreign key|check/);
  });
});
