import { searchReplies } from '#shared/domain/reply-search.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { QuickRepliesView, ReplyView } from '#renderer/data/queries/views.ts';
import type { SlashWord } from '#renderer/quick-replies/placing.ts';

/** Which quick replies a word after `/` may mean. Pure. */

export interface Suggesting {
  views: readonly ReplyView[];
  /** They are called so: meant before any command. */
  called: boolean;
}

const MOST = 7;
/** Before anything is typed, above the commands. */
const MOST_AT_REST = 5;

/**
 * By the beginning of a shortcut, then by words of title and text; in the middle of a message not by its text, which has every word there is.
 * What merely resembles a word is not offered: it must go out as it was written.
 * @param lineId where one writes: replies of other lines are left out
 */
export function suggestReplies(
  { replies, byId, index, rank }: QuickRepliesView,
  { word, first }: SlashWord,
  lineId: Id,
): Suggesting {
  if (word === '') {
    const here = replies.filter(({ reply: { shelf } }) => shelf.kind !== 'line' || shelf.lineId === lineId);
    return { views: here.slice(0, MOST_AT_REST), called: true };
  }
  const found = searchReplies(index, word, { lineId, limit: MOST * 2, rank }).filter(
    ({ where }) => where === 'shortcut' || where === 'title' || (first && where !== 'similar'),
  );
  return {
    views: found.flatMap(({ id }) => byId.get(id) ?? []).slice(0, MOST),
    called: found[0]?.where === 'shortcut',
  };
}
