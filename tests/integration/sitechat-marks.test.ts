import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Hub } from '#server/hub.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { eventually, Operator, Visitor, World, type LiveVisitor } from './sitechat-world.ts';

/** What is done to single messages, as the visitor's widget hears of it: live, after a pause, and without sockets. */

let world: World;
let hub: Hub;
let second: Hub;
let anna: Operator;

beforeAll(async () => {
  world = await World.start();
  hub = await world.hub({ RATE_LIMITS: 'off' });
  second = await world.hub({ RATE_LIMITS: 'off' });
  anna = await Operator.signIn(hub, 'anna');
});
afterAll(() => world.stop());

interface Talk {
  visitor: Visitor;
  dialogId: string;
  /** The visitor's first item, and the company's answer to it. */
  asked: ChatItem;
  answer: ChatItem;
}

async function talk(): Promise<Talk> {
  const visitor = await Visitor.create(hub);
  const asked = await visitor.say('hello');
  const { rows } = await world.pool.query<{ dialog_id: string }>(
    'select dialog_id from messages where id = $1',
    [asked.id],
  );
  const dialogId = rows[0]?.dialog_id ?? '';
  await anna.do('message.send', { dialogId, text: 'an answer', visibility: 'public', replyTo: asked.id });
  const { items } = await eventually(
    () => visitor.items(),
    (page) => page.items.length === 2,
  );
  const [, answer] = items;
  if (!answer) throw new Error('No answer');
  return { visitor, dialogId, asked, answer };
}

/** An item as the last word about it was. */
const heard = (live: LiveVisitor, seq: number): ChatItem | undefined =>
  live.items.findLast((item) => item.seq === seq);

it('an answer quotes what it answers, as it is now', async () => {
  const { asked, answer } = await talk();
  expect(answer.quote).toEqual({ seq: asked.seq, from: 'visitor', authorName: null, text: 'hello' });
});

it('edits, reactions and deletions come live through any hub, and stay', async () => {
  const { visitor, dialogId, asked, answer } = await talk();
  const live = await visitor.at(second).live();
  await live.until(() => live.items.length === 2);
  await anna.do('message.edit', { dialogId, messageId: answer.id, text: 'a better answer' });
  await live.until(() => heard(live, answer.seq)?.edited === true);
  expect(heard(live, answer.seq)).toMatchObject({ text: 'a better answer', quote: { text: 'hello' } });
  await anna.do('message.react', { dialogId, messageId: asked.id, emoji: '👍' });
  await live.until(() => heard(live, asked.seq)?.reactions.company.length === 1);
  await anna.do('message.delete', { dialogId, messageId: answer.id });
  await live.until(() => heard(live, answer.seq)?.deleted === true);
  await live.close();
  const { items } = await visitor.items();
  expect(items.map(({ text, deleted, reactions }) => [text, deleted, reactions.company])).toEqual([
    ['hello', false, ['👍']],
    ['', true, []],
  ]);
  const { rows } = await world.pool.query(
    'select 1 from sitechat_items where text like $1 and visitor_id = $2',
    ['%answer%', visitor.visitorId],
  );
  expect(rows).toEqual([]);
});

it('what changed while the widget was away comes with its next hello, and only that', async () => {
  const { visitor, dialogId, asked, answer } = await talk();
  const { changes } = await visitor.items();
  await anna.do('message.edit', { dialogId, messageId: answer.id, text: 'changed meanwhile' });
  await eventually(
    () => visitor.items(),
    (page) => page.changes > changes,
  );
  const live = await visitor.live(answer.seq, visitor.token, changes);
  await live.until(() => live.items.length > 0);
  expect(live.items.map(({ seq, text }) => [seq, text])).toEqual([[answer.seq, 'changed meanwhile']]);
  await live.close();
  // By asking again and again, where sockets are blocked.
  const polled = await visitor.items(`after=${answer.seq}&changes=${changes}`);
  expect(polled.items.map(({ text }) => text)).toEqual(['changed meanwhile']);
  const waiting = visitor.items(`after=${answer.seq}&changes=${polled.changes}&wait=20`);
  await anna.do('message.react', { dialogId, messageId: asked.id, emoji: '🔥' });
  expect((await waiting).items).toMatchObject([{ seq: asked.seq, reactions: { company: ['🔥'] } }]);
});

it('a widget that knows nothing of changes is sent none', async () => {
  const { visitor, dialogId, answer } = await talk();
  const live = await visitor.live(answer.seq);
  await live.until(() => live.heard.length > 0);
  await anna.do('message.edit', { dialogId, messageId: answer.id, text: 'changed' });
  await eventually(
    () => visitor.items(),
    (page) => page.items.some((item) => item.edited),
  );
  const next = await visitor.say('and then?');
  await live.until(() => live.items.length > 0);
  expect(live.items.map(({ seq }) => seq)).toEqual([next.seq]);
  await live.close();
});

it('the visitor reacts and answers too; what he names that is not his is not there', async () => {
  const { visitor, dialogId, answer } = await talk();
  const react = (who: Visitor, seq: number, emoji: string | null) =>
    who.request('/reactions', { method: 'POST', body: JSON.stringify({ seq, emoji }) });
  expect((await react(visitor, answer.seq, '❤️')).status).toBe(204);
  expect((await react(visitor, 99, '❤️')).status).toBe(404);
  expect((await react(visitor, answer.seq, 'love')).status).toBe(400);
  const messages = () =>
    world.pool.query<{ reactions: unknown; reply_to: { preview: string } | null }>(
      'select reactions, reply_to from messages where dialog_id = $1 and kind = $2 order by seq',
      [dialogId, 'text'],
    );
  expect((await messages()).rows[1]?.reactions).toEqual([{ emoji: '❤️', by: 'client' }]);
  expect((await visitor.items()).items[1]?.reactions).toEqual({ company: [], visitor: '❤️' });
  await react(visitor, answer.seq, null);
  expect((await messages()).rows[1]?.reactions).toEqual([]);
  const said = await visitor.say('to that', { replyTo: answer.seq });
  expect(said.quote).toMatchObject({ seq: answer.seq, text: 'an answer' });
  expect((await messages()).rows[2]?.reply_to).toMatchObject({ preview: 'an answer' });
  const other = await Visitor.create(hub);
  const foreign = await other.say('mine', { replyTo: answer.seq });
  expect(foreign.quote).toBeNull();
});
