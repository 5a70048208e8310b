import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '#shared/lib/search-query.ts';
import { contactEntry } from './contact-writer.ts';
import type { MessageDocument } from './documents.ts';
import type { DialogEntry, PackBatch } from './index-writer.ts';
import { buffersOf, documentsOf, messageColumns } from './message-columns.ts';
import { SearchIndex } from './search-index.ts';
import { openInMemory } from './sqlite.ts';

/** Few times, so that messages share them; texts that are long, empty, or of several bytes a letter. */
const document = fc.record({
  at: fc.integer({ min: 0, max: 3 }).map((n) => 1_760_000_000_000 + n),
  author: fc.constantFrom(null, 'system', '0190aaaa-0000-7000-8000-000000000001'),
  hidden: fc.boolean(),
  text: fc.oneof(
    fc.constantFrom('', 'заказ', 'Ёлка 🎄 дома', 'order '.repeat(12_000), 'ж'.repeat(30_000)),
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
  ),
});
const talk = fc
  .array(document, { maxLength: 6 })
  .map((messages) => messages.map((message, i): MessageDocument => ({ ...message, seq: i + 1 })));
const talks = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 8 }), talk), { selector: ([n]) => n });

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const client = (n: number) =>
  contactEntry(1, {
    id: id(n),
    name: `Клиент ${n}`,
    number: n,
    phones: [],
    emails: [],
    tags: [],
    notes: [],
    names: [],
  });

function packBatch(name: string, some: readonly (readonly [number, MessageDocument[]])[]): PackBatch {
  const dialogs = some.map(([n, messages]): DialogEntry => ({
    id: id(n),
    contactId: id(n),
    at: 1_760_000_000_000,
    mark: `pack ${name}`,
    row: '{}',
    known: { from: 1, to: messages.length },
  }));
  return {
    dialogs,
    messages: messageColumns(some.map(([, messages]) => messages)),
    contacts: some.map(([n]) => client(n)),
    packs: [name],
  };
}

/** Everything that the index has, rows aside. */
async function stored(write: (index: SearchIndex) => void): Promise<unknown> {
  const opened = await openInMemory();
  const index = new SearchIndex(opened);
  write(index);
  const { db } = opened;
  db.exec("insert into message_words (message_words) values ('integrity-check')");
  const dump = {
    messages: db.selectArrays(
      `select d.id, m.seq, m.id / 1024, m.author, m.hidden, m.text from message m join dialog d on d.n = m.dialog
      order by d.id, m.seq`,
    ),
    dialogs: db.selectArrays('select id, contact, at, mark, row from dialog order by id'),
    contacts: db.selectArrays('select id, rev, body, words from contact order by id'),
    packs: [...index.packs()].toSorted(),
    found: ['заказ', 'елка', 'ord', 'клиент'].map((text) => {
      const query = parseQuery(text);
      if (!query) throw new Error(text);
      return [
        index
          .findMessages(query, 100)
          .messages.map(({ dialogId, seq }) => `${dialogId} ${seq}`)
          .toSorted(),
        index
          .findContacts(query, text, 10)
          .map(({ dialogId }) => dialogId)
          .toSorted(),
      ];
    }),
  };
  index.close();
  return dump;
}

test('columns say what they were made of', () => {
  fc.assert(
    fc.property(fc.array(talk, { maxLength: 5 }), (some) => {
      const made = documentsOf(messageColumns(some), some.length);
      for (const documents of made) documents.sort((a, b) => a.seq - b.seq);
      expect(made).toEqual(some);
    }),
  );
});

test('columns pass to another thread without a copy', () => {
  const columns = messageColumns([[{ seq: 1, at: 5, author: null, hidden: true, text: 'заказ' }]]);
  const passed = structuredClone(columns, { transfer: buffersOf(columns) });
  expect(documentsOf(passed, 1)).toEqual([[{ seq: 1, at: 5, author: null, hidden: true, text: 'заказ' }]]);
  expect([columns.rows, columns.texts.bytes, columns.words.ends].map(({ length }) => length)).toEqual([
    0, 0, 0,
  ]);
});

test('packs are indexed as their dialogs one by one, whether these are new or known', async () => {
  await fc.assert(
    fc.asyncProperty(talks, talks, async (before, after) => {
      const last = new Map([...before, ...after]);
      const inPacks = await stored((index) => {
        index.writePacks(packBatch('a', before));
        index.writePacks(packBatch('b', after));
      });
      const oneByOne = await stored((index) => {
        for (const [name, some] of [
          ['a', before],
          ['b', after],
        ] as const)
          for (const [n, messages] of some) {
            const [dialog] = packBatch(name, [[n, messages]]).dialogs;
            if (!dialog) throw new Error('no dialog');
            const read = [{ from: 1, to: messages.length }];
            index.write({ dialogs: [{ ...dialog, read, messages }], contacts: [client(n)], gone: [] });
          }
        index.write({ dialogs: [], contacts: [], gone: [], packs: { put: ['a', 'b'], gone: [] } });
      });
      expect(inPacks).toEqual(oneByOne);
      const messages = Array.from(last.values(), ({ length }) => length).reduce((sum, n) => sum + n, 0);
      expect((inPacks as { messages: unknown[] }).messages).toHaveLength(messages);
    }),
    { numRuns: 60 },
  );
});

test('a batch that cannot be written takes those of its transaction with it, and the next one is written', async () => {
  const index = new SearchIndex(await openInMemory());
  const said = (text: string): MessageDocument[] => [{ seq: 1, at: 5, author: null, hidden: false, text }];
  const twice = packBatch('broken', [
    [2, said('два')],
    [2, said('два')],
  ]);
  index.writePacks(packBatch('first', [[1, said('раз')]]));
  expect(() => index.writePacks(twice)).toThrow('UNIQUE');
  index.commit();
  expect([...index.packs()]).toEqual([]);
  index.writePacks(packBatch('second', [[3, said('три')]]));
  // What is written otherwise does not wait for the rest of them.
  index.write({ dialogs: [], contacts: [], gone: [id(3)] });
  index.writePacks(packBatch('third', [[4, said('четыре')]]));
  index.commit();
  expect([[...index.packs()].toSorted(), index.messageCount()]).toEqual([['second', 'third'], 1]);
  index.close();
});

test('clients are kept whole, however much is written about them', async () => {
  const index = new SearchIndex(await openInMemory());
  const about = (rev: number, notes: string[]) =>
    contactEntry(rev, {
      id: id(1),
      name: 'Иван',
      number: 1,
      phones: [],
      emails: [],
      tags: [],
      names: [],
      notes,
    });
  const notes = ['ж'.repeat(30_000), 'заметка '.repeat(9_000), 'ю'.repeat(70_000)];
  index.writePacks({ ...packBatch('a', [[1, []]]), contacts: [about(1, notes)] });
  expect(index.contact(id(1))?.notes).toEqual(notes);
  const query = parseQuery('заметка');
  if (!query) throw new Error('no query');
  const found = (): number => index.findContacts(query, 'заметка', 5).length;
  expect(found()).toBe(1);
  index.write({ dialogs: [], contacts: [about(2, notes.slice(2))], gone: [] });
  expect([found(), index.contact(id(1))?.notes]).toEqual([0, notes.slice(2)]);
  index.write({ dialogs: [], contacts: [], gone: [id(1)] });
  expect(index.contact(id(1))).toBeNull();
  index.close();
});

test('texts that end and begin with half of a character stay apart', () => {
  const texts = ['до \ud83d', '\ude00 после', '😀'];
  const columns = messageColumns([
    texts.map((text, i) => ({ seq: i + 1, at: i, author: null, hidden: false, text })),
  ]);
  const [read = []] = documentsOf(columns, 1);
  expect(read.map(({ text }) => text)).toEqual(texts.map((text) => text.toWellFormed()));
});
