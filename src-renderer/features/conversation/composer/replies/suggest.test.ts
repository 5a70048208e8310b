import { describe, expect, test } from 'vitest';
import type { QuickRepliesView, ReplyView } from '#renderer/data/queries/views.ts';
import { slashWordAt } from '#renderer/quick-replies/placing.ts';
import { NEW_REPLY, type QuickReply } from '#shared/domain/quick-reply.ts';
import { ReplyIndex } from '#shared/domain/reply-search.ts';
import { quickReplyFixture } from '#tests/support/quick-replies.ts';
import { suggestReplies } from './suggest.ts';

const LINE = '01890000-0000-7000-8000-0000000000f1';
const OTHER = '01890000-0000-7000-8000-0000000000f2';

function shelf(...patches: Partial<QuickReply>[]): QuickRepliesView {
  const index = new ReplyIndex();
  const replies = patches.map((patch, n): ReplyView => {
    const reply = quickReplyFixture({
      id: `01890000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`,
      ...patch,
    });
    index.put(reply);
    const base = { basedOn: NEW_REPLY, mayEdit: true, pending: false, unsaved: false, uses: 0, refused: [] };
    return { reply, ...base };
  });
  const byId = new Map(replies.map((view) => [view.reply.id, view]));
  return { replies, byId, index, rank: () => 0, refused: [], shelves: [] };
}

const all = shelf(
  { title: 'Delivery to Moscow', text: 'The next day, by courier.', shortcut: 'moscow' },
  { title: 'Delivery', text: 'Within five days.', shortcut: 'delivery' },
  { title: 'Courier', text: 'He calls before.', shelf: { kind: 'line', lineId: LINE } },
  {
    title: 'Other team',
    text: 'Courier of theirs.',
    shortcut: 'theirs',
    shelf: { kind: 'line', lineId: OTHER },
  },
);

const suggested = (text: string): string[] => {
  const word = slashWordAt(text, text.length);
  if (word === null) throw new Error(`${text} calls for nothing`);
  return suggestReplies(all, word, LINE).views.map(({ reply }) => reply.title);
};

describe('after a slash', () => {
  test('alone, the first of all, without those of other lines', () => {
    expect(suggested('/')).toEqual(['Delivery to Moscow', 'Delivery', 'Courier']);
  });

  test('a beginning of a shortcut comes before words of titles', () => {
    expect(suggested('/del')).toEqual(['Delivery', 'Delivery to Moscow']);
    expect(suggestReplies(all, { from: 0, to: 4, word: 'del', first: true }, LINE).called).toBe(true);
    expect(suggestReplies(all, { from: 0, to: 4, word: 'courier', first: true }, LINE).called).toBe(false);
  });

  test('words of the text count where a message begins, and not in the middle of one', () => {
    expect(suggested('/courier')).toEqual(['Courier', 'Delivery to Moscow']);
    expect(suggested('so /courier')).toEqual(['Courier']);
  });

  test('on the wrong layout too', () => {
    expect(suggested('/ьщысщц')).toEqual(['Delivery to Moscow']);
  });

  test('what merely resembles one is a text', () => {
    expect(suggested('/delviery')).toEqual([]);
    expect(suggested('/theirs')).toEqual([]);
  });
});
