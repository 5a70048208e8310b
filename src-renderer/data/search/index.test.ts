import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesQuery, parseQuery, type SearchQuery } from '#shared/lib/search-query.ts';
import { dialogPart } from '#shared/domain/table-row.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { contactEntry, type ContactEntry } from './contact-writer.ts';
import type { ContactSummary, MessageDocument } from './documents.ts';
import type { DialogUpdate } from './index-writer.ts';
import { SearchIndex } from './search-index.ts';
import { openInMemory } from './sqlite.ts';

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

function update(n: number, texts: readonly string[], more: Partial<DialogUpdate> = {}): DialogUpdate {
  const messages = texts.map((text, i): MessageDocument => ({
    seq: i + 1,
    at: 1000 * n + i,
    author: null,
    hidden: false,
    text,
  }));
  const known = { from: 1, to: texts.length };
  return {
    id: id(n),
    contactId: id(n),
    at: 1000 * n,
    mark: `rows 1 1-${texts.length}`,
    row: JSON.stringify(dialogPart(dialogFixture({ id: id(n), contactId: id(n) }))),
    known,
    read: [known],
    messages,
    ...more,
  };
}

function client(n: number, name: string, more: Partial<ContactSummary> = {}, rev = 1): ContactEntry {
  const blank = { phones: [], emails: [], tags: [], notes: [], names: [] };
  return contactEntry(rev, { id: id(n), name, number: n, ...blank, ...more });
}

async function indexOf(...dialogs: DialogUpdate[]): Promise<SearchIndex> {
  const index = new SearchIndex(await openInMemory());
  index.write({ dialogs, contacts: [], gone: [] });
  return index;
}

function query(text: string): SearchQuery {
  const parsed = parseQuery(text);
  if (!parsed) throw new Error(`"${text}" is no query`);
  return parsed;
}

const textsOf = (index: SearchIndex, q: string): string[] =>
  index.findMessages(query(q), 100).messages.map(({ text }) => text);

/** A few words with common beginnings and forms, so that random texts and queries meet. */
const word = fc.constantFrom(
  ...'доставка доставку доставим дом дома заказ заказы заказать ёж Ежи я и в order orders ordering 12 123 №45 переоформление переоформить'.split(
    ' ',
  ),
);
const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const typed = fc
  .array(fc.tuple(word, fc.integer({ min: 1, max: 14 })), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map(([whole, length]) => whole.slice(0, length)).join(' '));

describe('the index', () => {
  test('finds what a look at every text finds, newest first, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 8 }),
        fc.array(typed, { minLength: 1, maxLength: 8 }),
        async (talks, queries) => {
          const index = await indexOf(...talks.map((texts, n) => update(n + 1, texts)));
          const newestFirst = talks.toReversed().flatMap((texts) => texts.toReversed());
          for (const one of queries) {
            const parsed = parseQuery(one);
            if (!parsed) continue;
            const expected = newestFirst.filter((candidate) => matchesQuery(parsed, candidate));
            expect(textsOf(index, one)).toEqual(expected);
            const paged: string[] = [];
            for (let before: number | null = null, more = true; more;) {
              const page = index.findMessages(parsed, 2, before);
              paged.push(...page.messages.map((message) => message.text));
              before = page.next;
              more = before !== null;
            }
            expect(paged).toEqual(expected);
          }
          index.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  test('becomes what it would be if made anew, whatever was written before', async () => {
    const talk = fc.array(text, { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.option(talk)), { maxLength: 12 }),
        async (steps) => {
          const index = await indexOf();
          const now = new Map<number, readonly string[]>();
          for (const [n, texts] of steps) {
            if (texts === null) {
              now.delete(n);
              index.write({ dialogs: [], contacts: [], gone: [id(n)] });
            } else {
              now.set(n, texts);
              index.write({ dialogs: [update(n, texts)], contacts: [], gone: [] });
            }
          }
          const anew = await indexOf(...Array.from(now, ([n, texts]) => update(n, texts)));
          for (const q of ['д', 'до', 'доставка', 'заказ', 'я', 'order', '12', 'еж', 'переоформ'])
            expect([q, textsOf(index, q)]).toEqual([q, textsOf(anew, q)]);
          expect(index.messageCount()).toBe(anew.messageCount());
          index.close();
          anew.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps nothing outside of what is known, and changes only the parts that were read', async () => {
    const index = await indexOf(update(1, ['один', 'два', 'три', 'четыре']));
    index.write({
      dialogs: [update(1, [], { known: { from: 2, to: 4 }, read: [{ from: 4, to: 4 }] })],
      contacts: [],
      gone: [],
    });
    expect([
      textsOf(index, 'один'),
      textsOf(index, 'два'),
      textsOf(index, 'три'),
      textsOf(index, 'четыре'),
    ]).toEqual([[], ['два'], ['три'], []]);
  });

  test('has room for any number of messages of one moment, and for hostile times', async () => {
    const texts = Array.from({ length: 3000 }, (_, i) => `сразу ${i}`);
    const index = await indexOf(
      update(1, texts, {
        messages: texts.map((one, i) => ({ seq: i + 1, at: 5, author: null, hidden: false, text: one })),
      }),
    );
    expect(textsOf(index, '2999')).toEqual(['сразу 2999']);
    index.write({
      dialogs: [
        update(2, ['потом'], {
          messages: [{ seq: 1, at: 8.64e15, author: null, hidden: false, text: 'потом' }],
        }),
      ],
      contacts: [],
      gone: [],
    });
    index.write({
      dialogs: [
        update(3, ['сначала'], {
          messages: [{ seq: 1, at: 0, author: null, hidden: true, text: 'сначала' }],
        }),
      ],
      contacts: [],
      gone: [],
    });
    expect(textsOf(index, 'потом')).toEqual(['потом']);
    expect(index.findMessages(query('сначала'), 1).messages[0]?.hidden).toBe(true);
  });

  test('finds what is rare behind any number of words that begin alike', async () => {
    const talk = (n: number, said: string): DialogUpdate =>
      update(
        n,
        Array.from({ length: 1_000 }, () => said),
      );
    const alike = [2, 3, 4, 5].map((n) => talk(n, 'перевод'));
    const index = await indexOf(update(1, ['перекрёсток', 'перелёт']), ...alike, update(6, ['перелив']));
    expect(textsOf(index, 'перекр')).toEqual(['перекрёсток']);
    expect(textsOf(index, 'перел')).toEqual(['перелив', 'перелёт']);
    expect(textsOf(index, 'перево')).toHaveLength(100);
    index.close();
  });

  test('leaves nothing of a deleted text in its file', async () => {
    const opened = await openInMemory();
    const index = new SearchIndex(opened);
    const others = Array.from({ length: 200 }, (_, n) => update(n + 2, [`обычный разговор номер ${n}`]));
    index.write({
      dialogs: [update(1, ['совершенносекретно пароль Xk7secret']), ...others],
      contacts: [client(1, 'Тайный', { phones: ['+79161234567'] })],
      gone: [],
    });
    const dump = (): string => Buffer.from(new Uint8Array(exported())).toString('utf8');
    const exported = (): Uint8Array => {
      const pages = opened.db.selectValues("select data from sqlite_dbpage('main')") as Uint8Array[];
      return Buffer.concat(pages);
    };
    const secrets = ['совершенносекретно', 'xk7secret', 'Xk7secret', 'Тайный', '79161234567'];
    for (const secret of secrets) expect([secret, dump().includes(secret)]).toEqual([secret, true]);
    index.write({ dialogs: [], contacts: [], gone: [id(1)] });
    for (const secret of secrets) expect([secret, dump().includes(secret)]).toEqual([secret, false]);
    // Beginnings have lists of their own.
    expect(dump()).not.toContain('соверш');
    expect(textsOf(index, 'обычный')).toHaveLength(100);
  });

  test('no query is syntax', async () => {
    const index = await indexOf(update(1, ['and or not near "кавычки" слово* ^начало']));
    const part = fc.constantFrom(
      '"',
      "'",
      '*',
      '^',
      '(',
      ')',
      ':',
      '-',
      '+',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      ',',
      'слово',
      '\u0000',
      '😀',
      'и\u0306',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const q = parts.join(' ');
        const parsed = parseQuery(q);
        if (!parsed) return;
        index.findMessages(parsed, 10);
        index.findContacts(parsed, q, 10);
      }),
      { numRuns: 500 },
    );
    expect(textsOf(index, 'NOT near')).toHaveLength(1);
  });
});

describe('clients', () => {
  const found = (index: SearchIndex, q: string): (string | null)[] =>
    index.findContacts(query(q), q, 10).map((hit) => hit.contact.name);

  test.each([
    ['анн', ['Анна Королёва']],
    ['королева', ['Анна Королёва']],
    ['кор ан', ['Анна Королёва']],
    ['45-67', ['Анна Королёва']],
    ['8 916 123', ['Анна Королёва']],
    ['+7 (916)', ['Анна Королёва']],
    ['anna@ex', ['Анна Королёва']],
    ['@Annushka', ['Анна Королёва']],
    ['79990001122', ['Борис']],
    ['555', []],
  ])('are found by %s', async (q, names) => {
    const index = await indexOf(update(1, ['да']), update(2, ['нет']));
    const anna = client(1, 'Анна Королёва', {
      phones: ['8 (916) 123-45-67'],
      emails: ['anna@example.com'],
      names: ['@annushka'],
    });
    index.write({ dialogs: [], contacts: [anna, client(2, 'Борис', { names: ['79990001122'] })], gone: [] });
    expect(found(index, q)).toEqual(names);
  });

  test('go by their newest dialog, are renamed, and go with their last one', async () => {
    const index = await indexOf(update(1, []), update(2, [], { contactId: id(1) }), update(3, []));
    index.write({ dialogs: [], contacts: [client(1, 'Иван'), client(3, 'Иванна')], gone: [] });
    expect(found(index, 'иван')).toEqual(['Иванна', 'Иван']);
    expect(index.findContacts(query('иван'), 'иван', 10)[1]?.dialogId).toBe(id(2));
    index.write({ dialogs: [], contacts: [client(1, 'Пётр', {}, 3)], gone: [] });
    index.write({ dialogs: [], contacts: [client(1, 'Старое', {}, 2)], gone: [id(2)] });
    expect([found(index, 'иван'), found(index, 'петр'), found(index, 'старое')]).toEqual([
      ['Иванна'],
      ['Пётр'],
      [],
    ]);
    index.write({ dialogs: [], contacts: [], gone: [id(1)] });
    expect(found(index, 'петр')).toEqual([]);
    expect(index.contact(id(1))).toBeNull();
  });
});

test('of one client that comes with several dialogs the newest counts, whatever the order', async () => {
  const dialogs = [update(1, ['one']), update(2, ['two'], { contactId: id(1) })];
  const index = await indexOf();
  index.write({ dialogs, contacts: [client(1, 'Вера', {}, 3), client(1, 'Надежда', {}, 2)], gone: [] });
  expect(index.contact(id(1))?.name).toBe('Вера');
  index.write({ dialogs: [], contacts: [client(1, 'Любовь', {}, 2), client(1, 'София', {}, 4)], gone: [] });
  expect(index.contact(id(1))?.name).toBe('София');
  expect(index.findContacts(query('софия'), 'софия', 5)).toHaveLength(1);
  for (const name of ['вера', 'надежда', 'любовь'])
    expect(index.findContacts(query(name), name, 5)).toEqual([]);
});

test('somebody without a name is found by what screens call him, in either language', async () => {
  const index = await indexOf(update(1, ['да']), update(2, ['да']), update(3, ['да']));
  const nameless = (n: number, number: number): ContactEntry =>
    contactEntry(1, {
      id: id(n),
      name: null,
      number,
      phones: [],
      emails: [],
      tags: [],
      notes: [],
      names: [],
    });
  index.write({ dialogs: [], contacts: [nameless(1, 65), nameless(2, 7), client(3, 'Вера')], gone: [] });
  const numbers = (q: string): number[] =>
    index.findContacts(query(q), q, 10).map((hit) => hit.contact.number);
  expect([numbers('Клиент 65'), numbers('client 65'), numbers('65')]).toEqual([[65], [65], [65]]);
  expect(numbers('клиен').toSorted((a, b) => a - b)).toEqual([7, 65]);
});

test('of clients with one name, those who change and those who come with them are found', async () => {
  const index = await indexOf(...[1, 2, 3, 4].map((n) => update(n, ['да'])));
  const found = (q: string): (string | null)[] =>
    index.findContacts(query(q), q, 10).map((hit) => hit.contact.name);
  const write = (...contacts: ContactEntry[]): void => index.write({ dialogs: [], contacts, gone: [] });
  write(client(1, 'Иван'));
  write(client(1, 'Иван Петров', {}, 2), client(2, 'Иван'));
  expect(found('иван')).toHaveLength(2);
  write(client(2, 'Иван Сидоров', {}, 2), client(1, 'Пётр', {}, 3), client(3, 'Иван'), client(4, 'Иван'));
  expect([found('иван'), found('петр')]).toEqual([['Иван', 'Иван', 'Иван Сидоров'], ['Пётр']]);
});

test('what was written in many transactions is one list after merging, and found as before', async () => {
  const index = new SearchIndex(await openInMemory());
  for (let n = 1; n <= 40; n += 1)
    index.write({ dialogs: [update(n, [`доставка ${n}`, 'заказ'])], contacts: [], gone: [] });
  const before = textsOf(index, 'доставка');
  expect(before).toHaveLength(40);
  expect(index.listCount()).toBeGreaterThan(1);
  let steps = 1;
  for (let more = index.mergeStep(true); more; more = index.mergeStep(false)) steps += 1;
  expect(steps).toBeLessThan(10);
  expect(index.listCount()).toBe(1);
  expect(textsOf(index, 'доставка')).toEqual(before);
});

test('lists are left alone only as long as merging is put off', async () => {
  const index = new SearchIndex(await openInMemory());
  const writeFrom = (first: number): void => {
    for (let n = first; n < first + 40; n += 1)
      index.write({ dialogs: [update(n, [`доставка ${n}`])], contacts: [], gone: [] });
  };
  index.putOffMerging();
  writeFrom(1);
  expect([index.isMergeDue, index.listCount()]).toEqual([true, 40]);
  for (let more = index.mergeStep(true); more;) more = index.mergeStep(false);
  index.mergeAsUsual();
  writeFrom(41);
  expect(index.isMergeDue).toBe(false);
  expect(index.listCount()).toBeLessThan(30);
  expect(textsOf(index, 'доставка')).toHaveLength(80);
});
