import { useMemo } from 'react';
import { useReplyField } from '#renderer/quick-replies/desk.tsx';
import { useReplies } from '#renderer/quick-replies/use-replies.ts';
import { searchReplies } from '#shared/domain/reply-search.ts';
import { NO_REPLIES, type FoundReplies } from './items.ts';

const MOST = 5;

/** Quick replies that fit what was typed, while a message can be written that they go into. */
export function useFoundReplies(typed: string): FoundReplies {
  const writable = useReplyField() !== null;
  const all = useReplies();
  return useMemo(() => {
    const text = typed.trim().replace(/^\//, '');
    if (!writable || all === undefined || text === '') return NO_REPLIES;
    const found = searchReplies(all.index, text, { limit: MOST, rank: all.rank });
    const [first] = found;
    const shortcut = first && all.byId.get(first.id)?.reply.shortcut;
    return {
      views: found.flatMap(({ id }) => all.byId.get(id) ?? []),
      called: first?.where === 'shortcut' && shortcut?.length === text.length,
    };
  }, [writable, all, typed]);
}
