import { describe, expect, test } from 'vitest';
import type { PendingState, TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Message } from '#shared/domain/message.ts';
import { arrange, countBelow, firstUnread, type Entry } from './entries.ts';

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
    body: { kind: 'text', text: `text ${seq}` },
    delivery: null,
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

/** "m1[ m2] · e3": `[` first of a group, `]` last of it. */
function sketch(items: TranscriptItem[], unreadFromId: string | null = null): string[] {
  const draw = (entry: Entry): string => {
    if (entry.kind === 'unread') return '--new--';
    if (entry.kind === 'event') return `event ${entry.key}`;
    return `${entry.first ? '[' : ''}${entry.key}${entry.last ? ']' : ''}`;
  };
  return arrange(items, unreadFromId, startOfDay).map((day) =>
    day.blocks.flatMap((block) => block.entries.map(draw)).join(' '),
  );
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

  test('what came below the last seen message counts clients only', () => {
    expect(countBelow(items, 5)).toBe(0);
    expect(countBelow(items, 2)).toBe(2);
  });
});
