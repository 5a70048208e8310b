import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conditionsOf, NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { matchesQuery, parseQuery } from '#shared/lib/search-query.ts';
import { stemOf } from '#shared/lib/stem.ts';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { searchResponseSchema, type SearchResponse } from '#shared/wire/http/search.ts';
import { transaction } from '#server/db/transaction.ts';
import type { Hub } from '#server/hub.ts';
import { say, type Client } from './support/client.ts';
import { ADMIN, ANNA, BORIS, CHANNEL_A, CHANNEL_B, CHANNEL_C, CLARA, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const EVERYBODY = { ANNA, BORIS, CLARA, VERA, ADMIN };
type Name = keyof typeof EVERYBODY;
const SEES: Readonly<Record<string, readonly Name[]>> = {
  [CHANNEL_A]: ['ANNA', 'BORIS', 'VERA', 'ADMIN'],
  [CHANNEL_B]: ['VERA', 'ADMIN'],
  [CHANNEL_C]: ['CLARA', 'ADMIN'],
};

const path = (q: string, more: Record<string, string> = {}): string =>
  `/api/search?${new URLSearchParams({ q, ...more })}`;

async function find(client: Client, q: string, more: Record<string, string> = {}): Promise<SearchResponse> {
  const response = await client.fetch(path(q, more));
  expect(response.status).toBe(200);
  return searchResponseSchema.parse(await response.json());
}

const textsOf = ({ messages }: SearchResponse): string[] =>
  messages.map(({ message }) => (message.body.kind === 'text' ? message.body.text : ''));

describe('search in the hub', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  const clients = new Map<Name, Client>();
  const client = (name: Name): Client => {
    const found = clients.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  };

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub({ RATE_LIMITS: 'off' });
    for (const name of Object.keys(EVERYBODY) as Name[])
      clients.set(name, await world.signIn(hub, EVERYBODY[name]));
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  test.each([
    ['начало слова', 'доставк', true],
    ['другая форма', 'доставкой', true],
    ['регистр', 'ДОСТАВКА', true],
    ['е вместо ё', 'привезет', true],
    ['ё вместо е', 'кварцёвый', true],
    ['слова в любом порядке', 'курьер завтра', true],
    ['английское слово', 'deliver', true],
    ['другая форма английского', 'deliveries', true],
    ['часть адреса сайта', 'example', true],
    ['число', '4711', true],
    ['слово, которое язык считает шумом', 'не', true],
    ['фраза', '"привезёт курьер"', true],
    ['фраза в другом порядке', '"курьер привезёт"', false],
    ['середина слова', 'ставка', false],
    ['одно из слов не то', 'курьер вчера', false],
    ['одна буква, но не слово', 'з', false],
  ])('%s: %s', async (_, q, found) => {
    const text =
      'Завтра привезёт курьер: доставка №4711, кварцевый. Delivery, не звоните https://shop.example.com';
    await world.channel.receive('words', text);
    expect(textsOf(await find(client('ANNA'), q)).includes(text)).toBe(found);
    // The same rule as the client's own.
    const query = parseQuery(q);
    expect(query !== null && matchesQuery(query, text)).toBe(found);
  });

  test('a person finds exactly what he sees, hidden messages of colleagues included', async () => {
    for (const [channelId, watchers] of Object.entries(SEES)) {
      const marker = `scope${channelId.slice(-1)}`;
      const { dialogId } = await world.channel.receive(marker, `public ${marker}`, {
        channelId,
        name: marker,
      });
      const [done] = await client('ADMIN').act(say(dialogId, `hidden ${marker}`, 'hidden'));
      expect(done?.status).toBe('done');
      for (const name of Object.keys(EVERYBODY) as Name[]) {
        const result = await find(client(name), marker);
        const expected = watchers.includes(name) ? [`hidden ${marker}`, `public ${marker}`] : [];
        expect([name, textsOf(result)]).toEqual([name, expected]);
        expect([name, result.contacts.map(({ contact }) => contact.name)]).toEqual([
          name,
          watchers.includes(name) ? [marker] : [],
        ]);
      }
    }
  });

  test('another workspace does not exist', async () => {
    await world.channel.receive('stranger', 'слово чужаков');
    const other = '01890000-0000-7000-8000-0000000000ff';
    await sql`insert into workspaces (id, name) values (${other}, 'Other')`.execute(world.db);
    // The same rows, ids included, under another workspace.
    for (const [table, columns] of [
      ['branches', 'id, name'],
      ['lines', 'id, branch_id, name'],
      ['channels', 'id, line_id, kind, name'],
      ['contacts', 'id, number, name, created_at'],
      ['contact_identities', 'channel_id, external_id, contact_id, kind'],
      [
        'dialogs',
        'id, channel_id, line_id, branch_id, contact_id, external_user_id, status, created_at, last_activity_at, unread, last_seq, rev',
      ],
      ['messages', 'dialog_id, seq, id, author_kind, author_id, visibility, kind, text, at'],
    ] as const) {
      const only = table === 'messages' ? sql`and author_kind = 'client'` : sql``;
      await sql`insert into ${sql.table(table)} (workspace_id, ${sql.raw(columns)})
        select ${other}::uuid, ${sql.raw(columns)} from ${sql.table(table)}
        where workspace_id = ${WS} ${only}`.execute(world.db);
    }
    const result = await find(client('ADMIN'), 'слово чужаков');
    expect(textsOf(result)).toEqual(['слово чужаков']);
    await sql`delete from messages where workspace_id = ${other}`.execute(world.db);
    await sql`delete from dialogs where workspace_id = ${other}`.execute(world.db);
  });

  test('pages are whole, without repeats, newest first', async () => {
    for (let i = 0; i < 23; i += 1) await world.channel.receive(`pages ${i % 3}`, `страничное ${i}`);
    const all: string[] = [];
    let before: string | null = null;
    do {
      const page: SearchResponse = await find(client('ANNA'), 'страничное', {
        limit: '5',
        ...(before === null ? {} : { before }),
      });
      expect(page.messages.length).toBeLessThanOrEqual(5);
      if (before !== null) expect(page.contacts).toEqual([]);
      all.push(...textsOf(page));
      before = page.next;
    } while (before !== null);
    expect(all).toEqual(Array.from({ length: 23 }, (_, i) => `страничное ${22 - i}`));
  });

  test.each([
    ['имя', 'Королёва', 'королева', true],
    ['имя и фамилия', 'Королёва', 'анн кор', true],
    ['последние цифры телефона', 'Королёва', '45-67', true],
    ['телефон с восьмёркой', 'Королёва', '8 (916) 123-45-67', true],
    ['начало телефона с восьмёркой', 'Королёва', '8 916 12', true],
    ['телефон с +7', 'Королёва', '+7 916 123', true],
    ['почта', 'Королёва', 'anna.k', true],
    ['имя в мессенджере', 'Королёва', '@annushka', true],
    ['чужие цифры', 'Королёва', '99999', false],
  ])('a client by %s', async (_, name, q, found) => {
    const { dialogId } = await world.channel.receive('@annushka', 'здравствуйте', { name: 'Анна Королёва' });
    const more = { source: 'operator', label: null, addedAt: 1 };
    const phones = JSON.stringify([{ value: '+79161234567', written: '+7 (916) 123-45-67', ...more }]);
    const emails = JSON.stringify([{ value: 'anna.k@example.com', written: 'anna.k@example.com', ...more }]);
    await sql`update contacts set phones = ${phones}::jsonb, emails = ${emails}::jsonb
      where name = 'Анна Королёва'`.execute(world.db);
    const { contacts } = await find(client('ANNA'), q);
    const hit = contacts.find(({ contact }) => contact.name?.includes(name));
    expect(hit?.dialog.id ?? null).toBe(found ? dialogId : null);
    expect((await find(client('CLARA'), q)).contacts).toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['no word', '!!! … “”'],
    ['a novel', 'а'.repeat(201)],
    ['too many words', 'a b c d e f g h i j k l m'],
  ])('refuses %s', async (_, q) => {
    const response = await client('ANNA').fetch(path(q));
    expect(response.status).toBe(400);
    expect(apiErrorSchema.parse(await response.json()).error.code).toBe('bad_request');
  });

  test.each([
    ['before', 'x'],
    ['before', '1.2'],
    ['limit', '0'],
    ['limit', '1000'],
  ])('refuses %s=%s', async (key, value) => {
    expect((await client('ANNA').fetch(path('слово', { [key]: value }))).status).toBe(400);
  });

  test('refuses strangers', async () => {
    expect((await fetch(hub.url + path('слово'))).status).toBe(401);
  });

  test('no query breaks the hub', async () => {
    const hostile = fc.oneof(
      fc.string({ maxLength: 40, unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            "'",
            '"',
            ':*',
            '&',
            '|',
            '!',
            '(',
            ')',
            '\\',
            '<->',
            'а',
            'NOT',
            'ёж',
            '0x1f',
            '1e5',
            '\u0000',
          ),
          { maxLength: 14 },
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (q) => {
        const response = await client('ANNA').fetch(path(q));
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 150 },
    );
  });

  test('who asks too often waits', async () => {
    const strict = await world.hub();
    const anna = await world.signIn(strict, ANNA);
    let refused: Response | null = null;
    for (let i = 0; i < 70 && !refused; i += 1) {
      const response = await anna.fetch(path('слово'));
      if (response.status !== 200) refused = response;
    }
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('however many questions somebody asks at once, two are held, and the hub has connections for all else', async () => {
    const small = await world.hub({ POOL_SIZE: '8', RATE_LIMITS: 'off' });
    const [anna, boris] = [await world.signIn(small, ANNA), await world.signIn(small, BORIS)];
    const table = JSON.stringify({ conditions: conditionsOf(NO_FILTER, ANNA, 0), sort: FIRST_SORT });
    const answered: number[] = [];
    const asked = await transaction(world.db, async (tx) => {
      await sql`lock table dialogs in access exclusive mode`.execute(tx.db);
      const all = [anna, boris].flatMap((who) =>
        Array.from({ length: 6 }, async (_, i) => {
          const response =
            i % 2 === 0
              ? await who.fetch('/api/dialogs/query', { method: 'POST', body: table })
              : await who.fetch(path('слово'));
          answered.push(response.status);
          return response;
        }),
      );
      await expect.poll(() => answered).toEqual(Array.from({ length: 8 }, () => 429));
      expect((await anna.fetch('/api/session')).status).toBe(200);
      return { all };
    });
    const responses = await Promise.all(asked.all);
    expect(answered.filter((status) => status === 200)).toHaveLength(4);
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused.map(({ headers }) => headers.get('retry-after'))).toEqual(refused.map(() => '1'));
    await small.stop();
  });

  test('stems of the client are those of PostgreSQL', async () => {
    const words =
      'абрикосами бегущий важнейшие возвращался выписанная готовившись деньгами длинный доставить доставкой ждавшая заказанных здравствуйте ' +
      'интереснейшего касаться книгою красивее красивейший курьера лестницей машинами моложе надеявшихся нести оплатила оплаченный отправленного ' +
      'подержанная пожалуйста получилось посылке пришедшего работающий размером расскажите рубашечка сделанной скоростью спасибо старость тёплые ' +
      'телефоны товарами узнавши упаковывать хотелось цветной чёрная щенками юношеской яблоками возможность длиннейшей прекраснейше кровати судья ружьё';
    const folded = words.replaceAll('ё', 'е').split(' ');
    const { rows } = await sql<{ word: string; stem: string[] }>`
      select word, ts_lexize('russian_stem', word) as stem from unnest(${folded}::text[]) as word`.execute(
      world.db,
    );
    for (const { word, stem } of rows)
      if (stem.length > 0) expect([word, stemOf(word)]).toEqual([word, stem[0]]);
  });
});
