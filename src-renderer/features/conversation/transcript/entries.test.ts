import { describe, expect, test } from 'vitest';
import type { PendingState, TranscriptItem } from '#renderer/data/queries/views.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { answeredAfter, arrange, countBelow, firstUnread, signatureOf, type Entry } from './entries.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Days of UTC: the arithmetic of local days is tested with `days.ts`. */
const startOfDay = (at: number): number => Math.floor(at / DAY) * DAY;

const CLIENT: Message['author'] = { kind: 'client', contactId: 'c' };
const anna: Message['author'] = { kind: 'operator', operatorId: 'anna' };
const boris: Message['author'] = { kind: 'operator', operatorId: 'boris' };

function said(
  seq: number,
  author: Message['author'],
  at: number,
  patch: Partial<Message> = {},
  pending: PendingState | null = null,
): TranscriptItem {
  const message: Message = {
    id: `m${seq}`,
    dialogId: 'd',
    seq,
    author,
    visibility: 'public',
    body: { kind: 'text', text: `text ${seq}`, attachments: [] },
    delivery: null,
    ...UNMARKED,
    at,
    rev: 1,
    ...patch,
  };
  return { message, pending };
}

function happened(seq: number, at: number): TranscriptItem {
  const body = { kind: 'event', event: { type: 'claimed', operatorId: 'anna' } } as const;
  return said(seq, { kind: 'system' }, at, { body, visibility: 'hidden' });
}

/** "[m1 m2] event m3": a group in brackets. */
function sketch(items: TranscriptItem[], unreadFromId: string | null = null): string[] {
  const draw = (entry: Entry, next: Entry | undefined): string => {
    if (entry.kind === 'unread') return '--new--';
    if (entry.kind === 'event') return `event ${entry.key}`;
    const last = next?.kind !== 'message' || next.first;
    return `${entry.first ? '[' : ''}${entry.key}${last ? ']' : ''}`;
  };
  return arrange(items, unreadFromId, startOfDay).map((day) => {
    const entries = day.blocks.flatMap((block) => block.entries);
    return entries.map((entry, i) => draw(entry, entries[i + 1])).join(' ');
  });
}

describe('grouping', () => {
  test('neighbours of one author within five minutes stand together', () => {
    const items = [
      said(1, CLIENT, 0),
      said(2, CLIENT, 4 * MINUTE),
      said(3, CLIENT, 9 * MINUTE),
      said(4, anna, 9 * MINUTE),
    ];
    expect(sketch(items)).toEqual(['[m1 m2] [m3] [m4]']);
  });

  test('two colleagues are two authors, and an event parts a group', () => {
    expect(sketch([said(1, anna, 0), said(2, boris, 1), happened(3, 2), said(4, boris, 3)])).toEqual([
      '[m1] [m2] event m3 [m4]',
    ]);
  });

  test('hidden and public messages of one author never share a group', () => {
    expect(sketch([said(1, anna, 0), said(2, anna, 1, { visibility: 'hidden' }), said(3, anna, 2)])).toEqual([
      '[m1] [m2] [m3]',
    ]);
  });

  test('"New messages" parts a group on both sides', () => {
    expect(sketch([said(1, CLIENT, 0), said(2, CLIENT, 1), said(3, CLIENT, 2)], 'm2')).toEqual([
      '[m1] --new-- [m2 m3]',
    ]);
  });
});

describe('days', () => {
  test('midnight parts days and groups', () => {
    expect(sketch([said(1, CLIENT, DAY - 1000), said(2, CLIENT, DAY + 1000)])).toEqual(['[m1]', '[m2]']);
  });

  test('a clock that was set back opens no day twice', () => {
    const items = [said(1, CLIENT, DAY + 1000), said(2, anna, DAY - 1000), said(3, CLIENT, DAY + 2000)];
    expect(arrange(items, null, startOfDay).map((day) => day.at)).toEqual([DAY]);
  });
});

describe('blocks', () => {
  const many = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => said(from + i, CLIENT, (from + i) * 10 * MINUTE));
  const blocksOf = (items: TranscriptItem[]) =>
    arrange(items, null, startOfDay).flatMap((day) => day.blocks.map((b) => [day.at, b.key, b.signature]));

  test('an older page leaves the blocks that were there before as they are', () => {
    const before = blocksOf(many(320, 700));
    const after = blocksOf(many(192, 700));
    // The oldest block of before may grow upwards and its first message find neighbours; the others must not change.
    expect(after.slice(-before.length + 1)).toEqual(before.slice(1));
  });

  test('a new message changes the last block only', () => {
    const before = blocksOf(many(1, 100));
    const after = blocksOf(many(1, 101));
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    expect(after.at(-1)).not.toEqual(before.at(-1));
  });

  test('a new message leaves the ones before it as they look', () => {
    const looks = (items: TranscriptItem[]) =>
      arrange(items, null, startOfDay).flatMap((day) =>
        day.blocks.flatMap((block) => block.entries.map(signatureOf)),
      );
    const before = looks([said(1, CLIENT, 0), said(2, CLIENT, 1)]);
    expect(looks([said(1, CLIENT, 0), said(2, CLIENT, 1), said(3, CLIENT, 2)]).slice(0, 2)).toEqual(before);
  });

  test('a quotation of what was deleted says so, and what was done to a message shows in the signature', () => {
    const quotation = {
      messageId: 'm1',
      seq: 1,
      author: CLIENT,
      preview: 'x',
      files: null,
      visibility: 'public',
    } as const;
    const answer = said(2, anna, 0, { replyTo: quotation });
    const deleted = said(1, CLIENT, 0, { body: { kind: 'deleted', at: 1, by: 'client' } });
    const gone = (first: TranscriptItem) =>
      arrange([first, answer], null, startOfDay)[0]?.blocks[0]?.entries.flatMap((entry) =>
        entry.kind === 'message' ? [entry.quoteGone] : [],
      );
    expect(gone(said(1, CLIENT, 0))).toEqual([false, false]);
    expect(gone(deleted)).toEqual([false, true]);
    const looks = [
      said(1, anna, 0),
      said(1, anna, 0, { editedAt: 5 }),
      said(1, anna, 0, { reactions: [{ emoji: '👍', by: 'anna' }] }),
      said(1, anna, 0, { amendment: { state: 'pending', what: 'edit' } }),
      deleted,
    ].map((item) => arrange([item], null, startOfDay)[0]?.blocks[0]?.signature);
    expect(new Set(looks).size).toBe(looks.length);
  });

  test('delivery, revision and pending state show in the signature', () => {
    const base = said(1, anna, 0, { delivery: { state: 'sent', at: 1 } });
    const signature = (item: TranscriptItem) => arrange([item], null, startOfDay)[0]?.blocks[0]?.signature;
    const others = [
      said(1, anna, 0, { delivery: { state: 'read', at: 1 } }),
      said(1, anna, 0, { delivery: { state: 'sent', at: 1 }, rev: 2 }),
      said(1, anna, 0, { delivery: { state: 'sent', at: 1 } }, { kind: 'sending' }),
    ];
    for (const other of others) expect(signature(other)).not.toBe(signature(base));
  });
});

describe('unread', () => {
  const items = [
    said(1, CLIENT, 0),
    said(2, anna, 1),
    said(3, CLIENT, 2),
    happened(4, 3),
    said(5, CLIENT, 4),
  ];

  test('begins at the n-th client’s message from the end', () => {
    expect(firstUnread(items, 0)).toBeNull();
    expect(firstUnread(items, 1)).toBe('m5');
    expect(firstUnread(items, 2)).toBe('m3');
  });

  test('is not guessed when it begins before what is loaded', () => {
    expect(firstUnread(items, 9)).toBeNull();
  });

  test('is over once the company has answered in public, not by a hidden word, an event or an older answer', () => {
    expect(answeredAfter(items, 'm3')).toBe(false);
    expect(answeredAfter(items, 'm1')).toBe(true);
    const hidden = [...items, said(6, boris, 5, { visibility: 'hidden' })];
    expect(answeredAfter(hidden, 'm3')).toBe(false);
    expect(answeredAfter([...hidden, said(7, boris, 6)], 'm3')).toBe(true);
  });

  test('what came below the last seen message counts clients only', () => {
    expect(countBelow(items, 5)).toBe(0);
    expect(countBelow(items, 2)).toBe(2);
  });
});
