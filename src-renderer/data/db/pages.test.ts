import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { contactId, dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from './database.ts';
import { intoPages, LAYOUT, pageRow, pagesBetween, readPage } from './pages.ts';

const ID = dialogId(1);
const message = (seq: number): Message => ({
  id: fakeId(8, seq),
  dialogId: ID,
  seq,
  author: { kind: 'client', contactId: contactId(1) },
  visibility: 'public',
  body: { kind: 'text', text: `«ё» 😀 ${seq}`, attachments: [] },
  delivery: null,
  ...UNMARKED,
  at: seq,
  rev: 1,
});
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i));

describe('a page', () => {
  it('reads as it was written', () => {
    const row = pageRow(ID, run(5, 9));
    expect([row.from, row.to]).toEqual([5, 9]);
    expect(readPage(row)).toEqual(run(5, 9));
  });

  it.each([
    ['no JSON', { body: '[{' }],
    ['nothing', { body: '[]' }],
    ['something else', { body: '{"messages":[]}' }],
    ['messages of another version', { body: '[{"seq":5},{"seq":6}]' }],
    ['fewer messages than it says', { to: 7 }],
    ['more messages than it says', { to: 5 }],
    ['other neighbours', { from: 4, to: 5 }],
    ['messages of another dialog', { dialogId: dialogId(2) }],
  ])('that holds %s is not believed', (_, damage) => {
    expect(readPage({ ...pageRow(ID, run(5, 6)), ...damage })).toBeNull();
  });
});

describe('pages', () => {
  it('hold everything once, in order, none too long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 1, max: 50 }), (count, size) => {
        const all = count === 0 ? [] : run(1, count);
        const pages = intoPages(all, size);
        expect(pages.flat()).toEqual(all);
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(size);
        for (const page of pages) expect(page.length).toBeGreaterThan(0);
      }),
    );
  });

  it('between two messages are found by either end, and not those of other dialogs', async () => {
    const db = new ReplicaDb('pages-between');
    await db.pages.bulkPut([...intoPages(run(1, 170), LAYOUT.page)].map((page) => pageRow(ID, page)));
    await db.pages.put(pageRow(dialogId(2), run(60, 70)));
    const found = async (from: number, to: number) =>
      (await pagesBetween(db, ID, from, to)).map((page) => page.from);
    expect(await found(1, 1)).toEqual([1]);
    expect(await found(50, 51)).toEqual([1, 51]);
    expect(await found(100, 100)).toEqual([51]);
    expect(await found(101, 400)).toEqual([101, 151]);
    expect(await found(171, 400)).toEqual([]);
    expect(await found(0, Infinity)).toEqual([1, 51, 101, 151]);
    db.close();
  });
});
