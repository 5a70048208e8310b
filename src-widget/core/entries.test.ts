import { describe, expect, it } from 'vitest';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { entriesOf, type Entry, type MessageEntry } from './entries.ts';
import type { Outgoing } from './outgoing.ts';

const NOON = new Date(2026, 2, 10, 12, 0).getTime();
const MINUTE = 60_000;

function item(seq: number, at: number, over: Partial<ChatItem> = {}): ChatItem {
  return {
    seq,
    id: `id-${seq}`,
    from: 'company',
    authorName: 'Anna',
    text: `t${seq}`,
    files: [],
    form: null,
    at,
    clientId: null,
    quote: null,
    edited: false,
    deleted: false,
    reactions: { company: [], visitor: null },
    ...over,
  };
}
function outgoing(clientId: string, at: number, failure: Outgoing['failure'] = null): Outgoing {
  return { clientId, text: clientId, files: [], quote: null, answers: null, at, pageUrl: '', failure };
}
interface Given {
  items?: ChatItem[];
  outgoing?: Outgoing[];
  confirmed?: string[];
  readUpTo?: number;
}
function entries(given: Given, greeting = ''): Entry[] {
  const { items = [], outgoing: out = [], confirmed = [], readUpTo = 0 } = given;
  return entriesOf({ items, outgoing: out, confirmed: new Set(confirmed), readUpTo }, greeting);
}
const messages = (all: Entry[]): MessageEntry[] => all.filter((entry) => entry.kind === 'message');

describe('entriesOf', () => {
  it('greets at the beginning of the talk and only there', () => {
    expect(entries({}, 'Hello')).toEqual([{ kind: 'greeting', key: 'greeting', text: 'Hello' }]);
    expect(entries({ items: [item(1, NOON)] }, 'Hello')[0]?.kind).toBe('greeting');
    expect(entries({ items: [item(40, NOON)] }, 'Hello')[0]?.kind).toBe('day');
    expect(entries({}, '')).toEqual([]);
  });

  it('divides days', () => {
    const all = entries({ items: [item(1, NOON), item(2, NOON + MINUTE), item(3, NOON + 24 * 60 * MINUTE)] });
    expect(all.map((entry) => entry.kind)).toEqual(['day', 'message', 'message', 'day', 'message']);
    expect(new Set(all.map((entry) => entry.key)).size).toBe(all.length);
  });

  it('joins what one author says within minutes', () => {
    const all = messages(
      entries({
        items: [
          item(1, NOON),
          item(2, NOON + MINUTE),
          item(3, NOON + 2 * MINUTE, { authorName: 'Boris' }),
          item(4, NOON + 20 * MINUTE, { authorName: 'Boris' }),
        ],
      }),
    );
    expect(all.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it('shows the way of one’s own words', () => {
    const own = { from: 'visitor', authorName: null } as const;
    const all = messages(
      entries({
        items: [
          item(1, NOON, { ...own, clientId: 'a' }),
          item(2, NOON, { ...own, clientId: 'b' }),
          item(3, NOON),
        ],
        outgoing: [outgoing('c', NOON), outgoing('d', NOON), outgoing('e', NOON, 'refused')],
        confirmed: ['c'],
        readUpTo: 1,
      }),
    );
    expect(all.map(({ key, way }) => [key, way])).toEqual([
      ['a', 'read'],
      ['b', 'sent'],
      ['id-3', null],
      ['c', 'sent'],
      ['d', 'pending'],
      ['e', 'failed'],
    ]);
  });

  it('keeps the key of a message when it becomes an item', () => {
    const [before] = messages(entries({ outgoing: [outgoing('a', NOON)] }));
    const [after] = messages(entries({ items: [item(1, NOON, { from: 'visitor', clientId: 'a' })] }));
    expect(before?.key).toBe(after?.key);
  });

  it('quotes what is said there now, and what it was when that is not here', () => {
    const quote = { seq: 1, from: 'company', authorName: 'Anna', text: 'as it was' } as const;
    const answer = item(2, NOON, { quote });
    const quoted = (items: ChatItem[]) => messages(entries({ items })).at(-1)?.marks?.quote?.text;
    expect(quoted([item(1, NOON, { text: 'as it is', edited: true }), answer])).toBe('as it is');
    expect(quoted([item(1, NOON, { text: '', deleted: true }), answer])).toBe('');
    expect(quoted([answer])).toBe('as it was');
  });
});
