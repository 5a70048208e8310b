import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import type { Message } from '#shared/domain/message.ts';
import { MAX_PAGE_URL, MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { findContact } from '#server/contacts/store.ts';
import { toMessage } from '#server/db/rows.ts';
import { IntakeError, type Incoming, type Received } from '#server/intake/incoming.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say } from './support/client.ts';
import { CHANNEL_A, CHANNEL_B, CHANNEL_C, foundNeighbour, NEIGHBOUR, WS } from './support/company.ts';
import { Everybody } from './support/everybody.ts';

describe('what clients write', () => {
  let all: Everybody;
  beforeAll(async () => {
    all = await Everybody.atWork('whatsapp');
    await foundNeighbour(all.world.db, 'whatsapp');
  });
  afterAll(() => all?.stop());

  let count = 0;
  const somebody = (): string => `client ${(count += 1)}`;
  const receive = (who: string, text = 'hello', more: Partial<Incoming> = {}): Promise<Received> =>
    all.world.channel.receive(who, text, more);
  const refusal = async (...asked: Parameters<typeof receive>): Promise<string> =>
    receive(...asked).then(
      () => 'taken in',
      (error: unknown) => (error instanceof IntakeError ? error.code : String(error)),
    );
  const card = async (id: string): Promise<Contact> =>
    (await findContact(all.world.db, WS, id)) ?? expect.fail('no such client');
  const messages = async (dialogId: string): Promise<Message[]> => {
    const rows = all.world.db
      .selectFrom('messages')
      .selectAll()
      .where('dialog_id', '=', dialogId)
      .orderBy('seq');
    return (await rows.execute()).map(toMessage);
  };
  const last = async (dialogId: string): Promise<Message> =>
    (await messages(dialogId)).at(-1) ?? expect.fail('no message');

  test.each<[string, string, Partial<Incoming>]>([
    ['text_empty', '', {}],
    ['text_empty', ' \n\u200b\u00a0 ', {}],
    ['text_too_large', 'ы'.repeat(MAX_TEXT_BYTES / 2 + 1), {}],
    ['channel_not_found', 'hello', { channelId: newId() }],
    ['channel_not_found', 'hello', { channelId: NEIGHBOUR.channel }],
    ['channel_not_found', 'hello', { workspaceId: NEIGHBOUR.workspace }],
  ])('%s: it is not taken in, and nothing is left of it', async (code, text, more) => {
    const who = somebody();
    expect(await refusal(who, text, more)).toBe(code);
    const { db } = all.world;
    const identity = db.selectFrom('contact_identities').select('contact_id').where('external_id', '=', who);
    const dialog = db.selectFrom('dialogs').select('id').where('external_user_id', '=', who);
    expect([await identity.execute(), await dialog.execute()]).toEqual([[], []]);
  });

  test('as long as it may be it is kept whole', async () => {
    const text = 'ы'.repeat(MAX_TEXT_BYTES / 2);
    const { dialogId } = await receive(somebody(), text);
    expect((await last(dialogId)).body).toMatchObject({ text });
  });

  test('into a channel that was switched off is not taken in', async () => {
    const switchTo = (active: boolean) =>
      all.world.db.updateTable('channels').set({ active }).where('id', '=', CHANNEL_B).execute();
    await switchTo(false);
    expect(await refusal(somebody(), 'hello', { channelId: CHANNEL_B })).toBe('channel_off');
    await switchTo(true);
    expect(await refusal(somebody(), 'hello', { channelId: CHANNEL_B })).toBe('taken in');
  });

  test('is kept without what no screen can show, and with a time that is not ahead of ours', async () => {
    const { dialogId } = await receive(somebody(), 'a\u0000b\u0007\r\nc\ud800', {
      at: Date.now() + 3_600_000,
    });
    const { body, at } = await last(dialogId);
    expect(body).toMatchObject({ kind: 'text', text: expect.stringMatching(/^ab\nc/) as string });
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  test('of one client at once, through two hubs, is one talk in which nothing is lost', async () => {
    const who = somebody();
    const { channel } = all.world;
    const first = channel.hub;
    const second = await all.world.hub();
    const hubs = [first, channel.hub];
    expect(hubs[0]).not.toBe(hubs[1]);
    const received = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        channel.hub = hubs[n % 2] ?? null;
        return channel.receive(who, `text ${n}`, { externalMessageId: `${who} ${n % 15}` });
      }),
    );
    await second.stop();
    expect(new Set(received.map(({ dialogId }) => dialogId)).size).toBe(1);
    expect(received.filter(({ duplicate }) => duplicate)).toHaveLength(5);
    const told = (await messages(received[0]?.dialogId ?? '')).filter(({ body }) => body.kind === 'text');
    expect(told.map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, n) => n + 2));
  });

  test('sent again it answers as before, whatever it says now', async () => {
    const who = somebody();
    const first = await receive(who, 'hello', { externalMessageId: `${who} once` });
    const again = await receive(who, 'something else', { externalMessageId: `${who} once` });
    expect(again).toMatchObject({
      messageId: first.messageId,
      seq: first.seq,
      dialogId: first.dialogId,
      duplicate: true,
    });
    expect((await messages(first.dialogId)).map(({ body }) => body.kind)).toEqual(['event', 'text']);
    // The same id in another channel is another message.
    const elsewhere = await receive(who, 'hello', { externalMessageId: `${who} once`, channelId: CHANNEL_C });
    expect(elsewhere.duplicate).toBe(false);
  });

  test('makes him known once: his name stays what it was, his number is what the messenger says', async () => {
    const { contactId } = await receive('79160000001', 'hello', {
      name: ' Анна\u0000\n К. ',
      display: '+7 916 000-00-01',
    });
    await receive('79160000001', 'again', { name: 'Somebody else' });
    expect(await card(contactId)).toMatchObject({
      name: 'Анна К.',
      phones: [{ value: '+79160000001', source: 'channel' }],
      identities: [{ externalId: '79160000001', display: '+7 916 000-00-01' }],
    });
    const nameless = await receive(somebody(), 'hello', { name: '\u200b ' });
    expect((await card(nameless.contactId)).name).toBeNull();
    const endless = await receive(somebody(), 'hello', { name: 'я'.repeat(5_000) });
    expect((await card(endless.contactId)).name).toHaveLength(200);
  });

  test('answers what he has seen of his own talk, and nothing else', async () => {
    const who = somebody();
    const { dialogId } = await receive(who);
    const shown = say(dialogId, 'how can I help?');
    const hidden = say(dialogId, 'he is difficult', 'hidden');
    expect([await all.outcome('ANNA', shown), await all.outcome('ANNA', hidden)]).toEqual(['done', 'done']);
    const stranger = await receive(somebody(), 'not his business');
    const quotes = async (replyTo: string): Promise<string | null> => {
      await receive(who, 'and this?', { replyTo });
      return (await last(dialogId)).replyTo?.preview ?? null;
    };
    expect(await quotes(shown.id)).toBe('how can I help?');
    for (const id of [hidden.id, stranger.messageId, newId()]) expect(await quotes(id)).toBeNull();
    expect(
      await all.outcome('ANNA', intent('message.react', { dialogId, messageId: shown.id, emoji: '👍' })),
    ).toBe('done');
  });

  test('tells from which page he writes, the last one that was one', async () => {
    const who = somebody();
    const pageOf = async (pageUrl: string): Promise<string | null> => {
      const { dialogId } = await receive(who, 'hello', { pageUrl });
      const row = await all.world.db
        .selectFrom('dialogs')
        .select('page_url')
        .where('id', '=', dialogId)
        .executeTakeFirstOrThrow();
      return row.page_url;
    };
    expect(await pageOf('javascript:alert(1)')).toBeNull();
    expect(await pageOf('https://me:secret@shop.example/tea?id=1')).toBe('https://shop.example/tea?id=1');
    expect(await pageOf(`https://shop.example/${'x'.repeat(MAX_PAGE_URL)}`)).toBe(
      'https://shop.example/tea?id=1',
    );
    expect(await pageOf('https://shop.example/cart')).toBe('https://shop.example/cart');
  });

  test('after the end is a new talk that knows the old one, in the line of its channel', async () => {
    const who = somebody();
    const first = await receive(who);
    expect(
      await all.outcome('ANNA', intent('dialog.finish', { dialogId: first.dialogId, afterSeq: null })),
    ).toBe('done');
    const next = await receive(who, 'one more thing');
    const rows = await all.world.db
      .selectFrom('dialogs')
      .select(['id', 'previous_dialog_id', 'channel_id', 'contact_id', 'status'])
      .where('external_user_id', '=', who)
      .orderBy('created_at')
      .execute();
    expect(rows).toEqual([
      {
        id: first.dialogId,
        previous_dialog_id: null,
        channel_id: CHANNEL_A,
        contact_id: first.contactId,
        status: 'closed',
      },
      {
        id: next.dialogId,
        previous_dialog_id: first.dialogId,
        channel_id: CHANNEL_A,
        contact_id: first.contactId,
        status: 'queued',
      },
    ]);
  });
});
