import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IntentInput } from '#shared/intents/all.ts';
import {
  contactFilesResponseSchema,
  contactHistoryResponseSchema,
  type ContactHistoryPage,
} from '#shared/wire/http/contacts.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say, type Client } from './support/client.ts';
import { ANNA, BORIS, CHANNEL_A, CHANNEL_C, CLARA, VERA } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

/** A messenger that knows people by their numbers, so that the company can begin (scenario A8). */
describe('writing first', () => {
  let postgres: TestPostgres;
  let world: World;
  let anna: Client;
  let boris: Client;
  let clara: Client;
  let other: Hub;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres, 'whatsapp');
    const hub = await world.hub();
    other = await world.hub();
    anna = await world.signIn(hub, ANNA);
    boris = await world.signIn(other, BORIS);
    clara = await world.signIn(hub, CLARA);
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  let count = 0;
  const newPhone = (): string => `+7916${String(1_000_000 + (count += 1))}`;
  type Start = IntentInput<'dialog.start'>;
  const toNew = (value: string | null, more: Partial<Start> = {}): Start => ({
    dialogId: newId(),
    contact: {
      kind: 'new',
      contactId: newId(),
      name: 'Анна',
      phone: value === null ? null : { value, written: value },
    },
    channelId: CHANNEL_A,
    text: 'Здравствуйте!',
    ...more,
  });
  const toKnown = (contactId: string, more: Partial<Start> = {}): Start =>
    toNew(null, { contact: { kind: 'known', contactId }, ...more });
  const outcome = async (client: Client, start: Start, id = newId()): Promise<object> => {
    const [result] = await client.act(intent('dialog.start', start, id));
    return result?.status === 'refused' ? result.refusal : { code: 'done' };
  };
  const rows = async (table: 'dialogs' | 'contacts' | 'messages' | 'deliveries'): Promise<number> => {
    const found = await world.pool.pg.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return found.rows[0]?.n ?? 0;
  };
  const sentTo = (externalUserId: string): string[] =>
    world.channel.sent.filter((one) => one.externalUserId === externalUserId).map(({ text }) => text);
  async function until(what: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  test('makes client, dialog and message once, however often it is asked, and the message goes out', async () => {
    const value = newPhone();
    const [start, id] = [toNew(value), newId()];
    const before = { dialogs: await rows('dialogs'), contacts: await rows('contacts') };
    const asked = await Promise.all(
      Array.from({ length: 12 }, (_, n) => outcome(n % 2 === 0 ? anna : anna.at(other.url), start, id)),
    );
    expect(asked).toEqual(asked.map(() => ({ code: 'done' })));
    expect(await rows('dialogs')).toBe(before.dialogs + 1);
    expect(await rows('contacts')).toBe(before.contacts + 1);
    await until(() => sentTo(value.slice(1)).length > 0);
    expect(sentTo(value.slice(1))).toEqual(['Здравствуйте!']);

    const bundles = (await boris.snapshot()).flatMap((page) => page.bundles);
    const bundle = bundles.find(({ dialog }) => dialog.id === start.dialogId);
    expect(bundle?.dialog).toMatchObject({
      state: { status: 'active', responsibleId: ANNA },
      waitingSince: null,
      lastSeq: 2,
    });
    expect(bundle?.contact).toMatchObject({
      id: start.contact.contactId,
      name: 'Анна',
      phones: [{ value, source: 'operator' }],
      identities: [{ externalId: value.slice(1), kind: 'whatsapp' }],
    });
    expect(bundle?.page.messages.map(({ id: messageId, body }) => [messageId === id, body.kind])).toEqual([
      [false, 'event'],
      [true, 'text'],
    ]);
    // He answers, and is known: in the same dialog, as the same client.
    const received = await world.channel.receive(value.slice(1), 'Да, слушаю');
    expect(received).toMatchObject({ dialogId: start.dialogId, contactId: start.contact.contactId, seq: 3 });
  });

  test('goes on where a dialog is open, and with whom the address belongs to', async () => {
    const value = newPhone();
    const { dialogId, contactId } = await world.channel.receive(value.slice(1), 'hello');
    expect(await outcome(anna, toKnown(contactId))).toEqual({ code: 'dialog_open', dialogId });
    expect(await outcome(anna, toNew(value))).toEqual({ code: 'known_client', contactId });
    // Of whom she sees nothing she is told nothing.
    expect(await outcome(clara, toKnown(contactId, { channelId: CHANNEL_C }))).toEqual({ code: 'not_found' });
    await anna.act(intent('dialog.finish', { dialogId, afterSeq: null }));
    const again = toKnown(contactId);
    expect(await outcome(anna, again)).toEqual({ code: 'done' });
    const row = await world.db
      .selectFrom('dialogs')
      .select('previous_dialog_id')
      .where('id', '=', again.dialogId)
      .executeTakeFirstOrThrow();
    expect(row.previous_dialog_id).toBe(dialogId);
  });

  test('two who begin with one client at once begin one dialog', async () => {
    for (let round = 0; round < 5; round += 1) {
      const value = newPhone();
      const { dialogId, contactId } = await world.channel.receive(value.slice(1), 'hello');
      await anna.act(intent('dialog.finish', { dialogId, afterSeq: null }));
      const starts = [toKnown(contactId), toKnown(contactId)] as const;
      const ends = await Promise.all([
        outcome(anna, starts[0]),
        outcome(boris, starts[1]),
        world.channel.receive(value.slice(1), 'and the client himself').then(() => ({ code: 'done' })),
      ]);
      const codes = ends.map((end) => (end as { code: string }).code);
      expect(codes.filter((code) => code === 'done').length).toBeGreaterThan(0);
      for (const code of codes) expect(['done', 'dialog_open']).toContain(code);
      const open = await world.db
        .selectFrom('dialogs')
        .select('id')
        .where('contact_id', '=', contactId)
        .where('status', '<>', 'closed')
        .execute();
      expect(open).toHaveLength(1);
    }
  });

  test.each([
    ['no number', toNew(null), { code: 'cannot_write_first', lacks: 'phone' }],
    ['a number that cannot be', toNew('+70000'), { code: 'invalid_phone' }],
    ['a line of others', toNew('+79990000001', { channelId: CHANNEL_C }), { code: 'forbidden' }],
    ['no such channel', toNew('+79990000002', { channelId: newId() }), { code: 'no_such_target' }],
    ['nobody', toKnown(newId()), { code: 'not_found' }],
  ])('is refused for %s, and nothing is made', async (_, start, refusal) => {
    const before = { dialogs: await rows('dialogs'), contacts: await rows('contacts') };
    expect(await outcome(anna, start)).toEqual(refusal);
    expect({ dialogs: await rows('dialogs'), contacts: await rows('contacts') }).toEqual(before);
  });

  test('an id that is another dialog’s or client’s is said to be, and nothing is made', async () => {
    const { dialogId, contactId } = await world.channel.receive(newPhone().slice(1), 'hello');
    expect(await outcome(anna, { ...toNew(newPhone()), dialogId })).toMatchObject({ code: 'invalid' });
    const start = toNew(newPhone());
    expect(
      await outcome(anna, {
        ...start,
        contact: { ...start.contact, kind: 'new', contactId } as Start['contact'],
      }),
    ).toMatchObject({ code: 'invalid' });
  });

  test('all talks with a client are one scroll, by pages of any size, of the scope only', async () => {
    const value = newPhone();
    const first = await world.channel.receive(value.slice(1), 'one');
    for (let n = 0; n < 4; n += 1) await anna.act(say(first.dialogId, `answer ${n}`));
    await anna.act(intent('dialog.finish', { dialogId: first.dialogId, afterSeq: null }));
    const second = await world.channel.receive(value.slice(1), 'two');
    await anna.act(say(second.dialogId, 'hidden', 'hidden'));
    const far = await world.channel.receive(value.slice(1), 'elsewhere', { channelId: CHANNEL_C });
    const vera = await world.signIn(other, VERA);
    const { contactId } = first;
    await world.pool.pg.query('update dialogs set contact_id = $1 where id = $2', [contactId, far.dialogId]);

    const read = async (client: Client, limit: number): Promise<string[]> => {
      const texts: string[] = [];
      let place: ContactHistoryPage['next'] = null;
      do {
        const query = new URLSearchParams({ limit: String(limit) });
        if (place) query.set('dialogId', place.dialogId);
        if (place?.before) query.set('before', String(place.before));
        const response = await client.fetch(`/api/contacts/${contactId}/history?${query}`);
        const page = contactHistoryResponseSchema.parse(await response.json());
        texts.unshift(
          ...page.parts.flatMap(({ messages }) => messages.map(({ dialogId, seq }) => `${dialogId}/${seq}`)),
        );
        place = page.next;
      } while (place);
      return texts;
    };
    const whole = await read(vera, 200);
    expect(whole[0]).toBe(`${first.dialogId}/1`);
    expect(whole.at(-1)).toBe(`${second.dialogId}/3`);
    expect(new Set(whole).size).toBe(whole.length);
    for (const limit of [1, 2, 3, 7]) expect(await read(anna, limit)).toEqual(whole);
    expect((await read(clara, 5)).every((place) => place.startsWith(far.dialogId))).toBe(true);

    await world.pool.pg.query(
      `update messages set attachments = '[{"id":"01890000-0000-7000-8000-0000000000f1","name":"a.pdf","mime":"application/pdf",
        "kind":"pdf","size":5,"width":null,"height":null,"durationMs":null,"preview":"none"}]'
      where dialog_id = any($1) and seq in (2, 3) and kind = 'text'`,
      [[first.dialogId, second.dialogId, far.dialogId]],
    );
    const files = async (client: Client): Promise<string[]> => {
      const found: string[] = [];
      let next: string | null = null;
      do {
        const query: string = next === null ? '' : `&before=${next}`;
        const response = await client.fetch(`/api/contacts/${contactId}/files?limit=1${query}`);
        const page = contactFilesResponseSchema.parse(await response.json());
        found.push(...page.files.map(({ dialogId, seq, visibility }) => `${dialogId}/${seq} ${visibility}`));
        next = page.next;
      } while (next);
      return found;
    };
    expect(await files(anna)).toEqual([
      `${second.dialogId}/3 hidden`,
      `${second.dialogId}/2 public`,
      `${first.dialogId}/2 public`,
    ]);
    expect(await files(clara)).toEqual([`${far.dialogId}/2 public`]);
  });
});
