import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '#server/hub.ts';
import { eventually, Operator, Visitor, World } from './sitechat-world.ts';

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

async function dialogOf(visitor: Visitor): Promise<string> {
  const { rows } = await world.pool.query<{ id: string }>(
    'select id from dialogs where external_user_id = $1 order by created_at desc',
    [visitor.visitorId],
  );
  const [row] = rows;
  if (!row) throw new Error('No dialog');
  return row.id;
}

async function deliveryOf(text: string): Promise<string | null> {
  const { rows } = await world.pool.query<{ delivery_state: string | null }>(
    'select delivery_state from messages where text = $1',
    [text],
  );
  return rows[0]?.delivery_state ?? null;
}

const seqs = (items: readonly { seq: number }[]): number[] => items.map((item) => item.seq);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('what a visitor writes', () => {
  it('makes nothing for the operators before the first message', async () => {
    const visitor = await Visitor.create(hub);
    await (await visitor.live()).close();
    const { rows } = await world.pool.query('select 1 from contact_identities where external_id = $1', [
      visitor.visitorId,
    ]);
    expect(rows).toHaveLength(0);
    expect(await visitor.items()).toEqual({ items: [], readUpTo: 0, changes: 0 });
  });

  it('is taken once, however often and in parallel it is sent, on several hubs', async () => {
    const visitor = await Visitor.create(hub);
    const clientId = randomUUID();
    const answers = await Promise.all(
      upTo(12).map((i) => visitor.at(i % 2 === 0 ? hub : second).say('once', { clientId })),
    );
    expect(new Set(answers.map((item) => JSON.stringify(item))).size).toBe(1);
    expect(seqs((await visitor.items()).items)).toEqual([1]);
    const { rows } = await world.pool.query('select 1 from messages where text = $1 and dialog_id = $2', [
      'once',
      await dialogOf(visitor),
    ]);
    expect(rows).toHaveLength(1);
  });

  it('gets seqs without holes when it comes in parallel through two hubs, while an operator answers', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('first');
    const dialogId = await dialogOf(visitor);
    await anna.do('dialog.answer', { dialogId });
    const live = await visitor.live(0);
    await Promise.all([
      ...upTo(20).map((i) => visitor.at(i % 2 === 0 ? hub : second).say(`parallel ${i}`)),
      ...upTo(10).map((i) => anna.send(dialogId, `answer ${i} ${visitor.visitorId}`)),
    ]);
    await live.until(() => live.items.length === 31);
    expect(seqs(live.items)).toEqual(upTo(31));
    const { items } = await visitor.items('after=0');
    expect(seqs(items)).toEqual(upTo(31));
    expect(new Set(items.map((item) => item.id)).size).toBe(31);
    await live.close();
  });

  it('belongs to its writer: another visitor with the same clientId gets a message of his own', async () => {
    const [one, two] = [await Visitor.create(hub), await Visitor.create(hub)];
    const clientId = randomUUID();
    const [mine, theirs] = [await one.say('secret', { clientId }), await two.say('other', { clientId })];
    expect(theirs.id).not.toBe(mine.id);
    expect(theirs.text).toBe('other');
    expect((await two.items()).items.map((item) => item.text)).toEqual(['other']);
  });

  it('opens a new dialog after the old one was finished, and the talk goes on for the visitor', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('before');
    const first = await dialogOf(visitor);
    await anna.send(first, `answer ${visitor.visitorId}`);
    await anna.do('dialog.finish', { dialogId: first });
    await visitor.say('after');
    expect(await dialogOf(visitor)).not.toBe(first);
    const { items } = await eventually(
      () => visitor.items(),
      (page) => page.items.length === 3,
    );
    expect(seqs(items)).toEqual([1, 2, 3]);
  });
});

describe('the page a visitor writes from', () => {
  const pageOf = async (visitor: Visitor): Promise<string | null> => {
    const dialogId = await dialogOf(visitor);
    const { rows } = await world.pool.query<{ page_url: string | null }>(
      'select page_url from dialogs where id = $1',
      [dialogId],
    );
    return rows[0]?.page_url ?? null;
  };

  it('is the last one that is an address of the web, and no other costs the message', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('one', { pageUrl: 'javascript:alert(1)' });
    expect(await pageOf(visitor)).toBeNull();
    await visitor.say('two', { pageUrl: 'https://visitor:secret@shop.example/teas?kind=green' });
    expect(await pageOf(visitor)).toBe('https://shop.example/teas?kind=green');
    await visitor.say('three', { pageUrl: `https://shop.example/${'ж'.repeat(1900)}` });
    await visitor.say('four', { pageUrl: 'not an address' });
    await visitor.say('five');
    expect(await pageOf(visitor)).toBe('https://shop.example/teas?kind=green');
    await visitor.say('six', { pageUrl: 'https://shop.example/cart' });
    expect(await pageOf(visitor)).toBe('https://shop.example/cart');
    expect((await visitor.items()).items).toHaveLength(6);
  });
});

describe('what the company says', () => {
  it('arrives at the sockets of all hubs, with the author’s name, and its way is reported back', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('question');
    const [live, other] = [await visitor.live(), await visitor.at(second).live()];
    const text = `answer to ${visitor.visitorId}`;
    await anna.send(await dialogOf(visitor), text);
    await Promise.all([
      live.until(() => live.items.length === 2),
      other.until(() => other.items.length === 2),
    ]);
    const [, answer] = live.items;
    expect(answer).toMatchObject({ seq: 2, from: 'company', text, clientId: null });
    expect(answer?.authorName).toMatch(/\S/);
    expect(other.items).toEqual(live.items);
    expect(
      await eventually(
        () => deliveryOf(text),
        (state) => state === 'sent',
      ),
    ).toBe('sent');
    live.send({ type: 'received', upTo: 2 });
    await eventually(
      () => deliveryOf(text),
      (state) => state === 'delivered',
    );
    live.send({ type: 'seen', upTo: 2 });
    await eventually(
      () => deliveryOf(text),
      (state) => state === 'read',
    );
    live.send({ type: 'received', upTo: 2 });
    live.send({ type: 'seen', upTo: 1 });
    live.send({ type: 'ping' });
    await live.until(() => live.heard.some((message) => message.type === 'pong'));
    expect(await deliveryOf(text)).toBe('read');
    await Promise.all([live.close(), other.close()]);
  });

  it('cannot be claimed beyond what was sent', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('question');
    const body = JSON.stringify({ receivedUpTo: 2 ** 50, seenUpTo: 2 ** 50 });
    const answer = await visitor.request('/receipts', { method: 'POST', body });
    expect(answer.status).toBe(204);
    const text = `later ${visitor.visitorId}`;
    await anna.send(await dialogOf(visitor), text);
    await eventually(
      () => deliveryOf(text),
      (state) => state === 'sent',
    );
    await visitor.request('/receipts', { method: 'POST', body });
    await eventually(
      () => deliveryOf(text),
      (state) => state === 'read',
    );
  });

  it('never contains a hidden message or an event', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('question');
    const dialogId = await dialogOf(visitor);
    const live = await visitor.live();
    await anna.do('dialog.answer', { dialogId });
    await anna.send(dialogId, 'between us', 'hidden');
    await anna.send(dialogId, `to you ${visitor.visitorId}`);
    await live.until(() => live.items.length === 2);
    await anna.do('dialog.finish', { dialogId });
    await visitor.say('thanks');
    await live.until(() => live.items.length === 3);
    expect(live.items.map((item) => item.text)).toEqual([
      'question',
      `to you ${visitor.visitorId}`,
      'thanks',
    ]);
    await live.close();
  });

  it('the database itself lets no hidden message in', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('question');
    const dialogId = await dialogOf(visitor);
    await anna.send(dialogId, `note ${visitor.visitorId}`, 'hidden');
    await expect(
      world.pool.query(
        `insert into sitechat_items (workspace_id, visitor_id, seq, direction, message_id, dialog_id, dialog_seq, text, at)
         select workspace_id, $1, 2, 'out', id, dialog_id, seq, text, at from messages where text = $2`,
        [visitor.visitorId, `note ${visitor.visitorId}`],
      ),
    ).rejects.toThrow(/foreign key/);
  });

  it('includes that it has read: by an answer and by hand, not by looking', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('one');
    await visitor.say('two');
    const dialogId = await dialogOf(visitor);
    const live = await visitor.live();
    await anna.do('dialog.answer', { dialogId });
    expect((await visitor.items()).readUpTo).toBe(0);
    await anna.do('dialog.markRead', { dialogId });
    await live.until(() => live.readUpTo === 2);
    await visitor.say('three');
    expect((await visitor.items()).readUpTo).toBe(2);
    await anna.send(dialogId, `answer ${visitor.visitorId}`);
    await live.until(() => live.readUpTo === 3);
    await live.close();
  });
});

describe('a talk that is long', () => {
  it('comes by pages, newest first, earlier ones on demand, missed ones whole', async () => {
    const visitor = await Visitor.create(hub);
    for (const i of upTo(120)) await visitor.say(`message ${i}`);
    const fresh = await visitor.live(null);
    await fresh.until(() => fresh.items.length > 0);
    expect(seqs(fresh.items)).toEqual(upTo(120).slice(-50));
    expect(seqs((await visitor.items('before=71')).items)).toEqual(upTo(70).slice(-50));
    expect(seqs((await visitor.items('before=3')).items)).toEqual([1, 2]);
    const behind = await visitor.live(5);
    await behind.until(() => behind.items.length === 115);
    expect(seqs(behind.items)).toEqual(upTo(120).slice(5));
    await Promise.all([fresh.close(), behind.close()]);
  });

  it('is taken back from a widget that knows more than the hub', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('one');
    const live = await visitor.live(7);
    await live.until(() => live.heard.length > 0);
    expect(live.heard[0]).toEqual({ type: 'reset' });
    await live.close();
  });
});

describe('where sockets are blocked', () => {
  it('a request waits for news and brings them', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('question');
    const waiting = visitor.at(second).items('after=1&wait=20');
    const text = `news ${visitor.visitorId}`;
    await anna.send(await dialogOf(visitor), text);
    // Woken by the answer, or by the company's having read, which comes a moment before it.
    const first = await waiting;
    const { items } = first.items.length > 0 ? first : await visitor.items('after=1&wait=20');
    expect(items.map((item) => item.text)).toEqual([text]);
  });

  it('does not keep a hub from stopping', async () => {
    const third = await world.hub({ RATE_LIMITS: 'off' });
    const visitor = await Visitor.create(third);
    const waiting = visitor.items('after=0&wait=25').catch(() => undefined);
    const live = await visitor.live();
    await live.until(() => live.heard.length > 0);
    const began = Date.now();
    await third.stop();
    await live.closed;
    await waiting;
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});

describe('typing', () => {
  /** A visitor who sees on one hub that an operator on another one is typing to him. */
  async function typedTo() {
    const visitor = await Visitor.create(hub);
    await visitor.say('question');
    const dialogId = await dialogOf(visitor);
    await anna.do('dialog.answer', { dialogId });
    const live = await visitor.at(second).live();
    await live.until(() => live.heard.length > 0);
    const operator = await anna.live();
    operator.send({ type: 'typing', dialogId, visibility: 'public' });
    await live.until(() => live.heard.some((message) => message.type === 'typing'));
    return { dialogId, live, operator };
  }

  it('goes both ways, through different hubs', async () => {
    const { dialogId, live, operator } = await typedTo();
    live.send({ type: 'typing' });
    await operator.until((message) => message.type === 'typing' && message.dialogId === dialogId);
    await live.close();
    operator.close();
  });

  it('ends when the dialog is finished', async () => {
    const { dialogId, live, operator } = await typedTo();
    await anna.do('dialog.finish', { dialogId });
    await live.until(() => live.heard.at(-1)?.type === 'items');
    expect(live.heard.at(-1)).toMatchObject({ items: [] });
    await live.close();
    operator.close();
  });

  it('of who does not answer the dialog, or writes a hidden message, stays among colleagues', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('question');
    const dialogId = await dialogOf(visitor);
    const live = await visitor.live();
    const [answering, looking] = [await anna.live(), await (await Operator.signIn(hub, 'vera')).live()];
    const hears = (one: typeof answering) =>
      one.until((message) => message.type === 'typing' && message.dialogId === dialogId);
    // Nobody answers it yet.
    answering.send({ type: 'typing', dialogId, visibility: 'public' });
    await hears(looking);
    await anna.do('dialog.answer', { dialogId });
    looking.send({ type: 'typing', dialogId, visibility: 'public' });
    await hears(answering);
    // He answers it, and writes to colleagues now.
    const colleague = looking.until(
      (message) =>
        message.type === 'typing' && message.by.kind === 'operator' && message.by.visibility === 'hidden',
    );
    answering.send({ type: 'typing', dialogId, visibility: 'hidden' });
    await colleague;
    // What was said to the visitor before this cannot still be on its way.
    await anna.do('dialog.markRead', { dialogId });
    await live.until(() => live.readUpTo === 1);
    expect(live.heard.filter((message) => message.type === 'typing')).toEqual([]);
    await live.close();
    answering.close();
    looking.close();
  });
});
