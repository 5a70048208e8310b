import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { chatItem, chatItems } from '#tests/support/chat.ts';
import { appendItems, cacheable, lastSeq, prependItems, unreadCount, type Items } from './items.ts';

const item = (seq: number, from: ChatItem['from'] = 'company', text = `text ${seq}`): ChatItem =>
  chatItem(seq, { from, text });
const range = chatItems;
const seqs = (items: Items): number[] => items.map((one) => one.seq);

describe('appendItems', () => {
  it('takes a page into nothing, wherever it begins', () => {
    expect(seqs(appendItems([], range(51, 53)).items)).toEqual([51, 52, 53]);
  });

  it('skips what is known and joins the rest', () => {
    expect(seqs(appendItems(range(1, 4), range(3, 6)).items)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('changes nothing when everything is known, and says so by identity', () => {
    const known = range(1, 4);
    expect(appendItems(known, range(2, 4))).toEqual({ items: known, gap: false });
    expect(appendItems(known, range(2, 4)).items).toBe(known);
  });

  it('puts what was changed into its place, with or without news behind it', () => {
    const edited = item(2, 'company', 'another');
    expect(appendItems(range(1, 3), [edited]).items.map(({ text }) => text)).toEqual([
      'text 1',
      'another',
      'text 3',
    ]);
    expect(appendItems(range(1, 3), [edited, item(4)]).items.map(({ text }) => text)).toEqual([
      'text 1',
      'another',
      'text 3',
      'text 4',
    ]);
  });

  it('refuses to leave a hole and reports it', () => {
    const known = range(1, 4);
    expect(appendItems(known, range(6, 7))).toEqual({ items: known, gap: true });
  });

  it('stays whole whatever comes, in whatever order, however often', () => {
    const batch = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 8 }));
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 30 }), (batches) => {
        let items: Items = [];
        for (const [from, length] of batches) items = appendItems(items, range(from, from + length)).items;
        const first = items[0]?.seq ?? 1;
        expect(seqs(items)).toEqual(seqs(range(first, lastSeq(items))));
      }),
    );
  });
});

describe('prependItems', () => {
  it('joins the page before', () => {
    expect(seqs(prependItems(range(4, 6), range(1, 3)))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('ignores a page that does not reach, and one that is known', () => {
    const known = range(4, 6);
    expect(prependItems(known, range(1, 2))).toBe(known);
    expect(prependItems(known, range(4, 6))).toBe(known);
  });
});

describe('unreadCount', () => {
  it('counts only what the company said after the mark', () => {
    const items = [item(1), item(2, 'visitor'), item(3), item(4, 'visitor'), item(5)];
    expect(unreadCount(items, 1)).toBe(2);
    expect(unreadCount(items, 5)).toBe(0);
  });
});

describe('cacheable', () => {
  it('keeps the newest within number and size', () => {
    expect(seqs(cacheable(range(1, 100), 3))).toEqual([98, 99, 100]);
    const long = [item(1, 'company', 'x'.repeat(50)), item(2, 'company', 'x'.repeat(60))];
    expect(seqs(cacheable(long, 10, 100))).toEqual([2]);
    expect(cacheable(long, 10, 10)).toEqual([]);
  });
});
