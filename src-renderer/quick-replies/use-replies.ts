import { useMemo } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { searchReplies } from '#shared/domain/reply-search.ts';
import { useClient, useLive } from '../client/react.tsx';
import { REPLY_COMMANDS } from '../commands/reply-commands.ts';
import type { QuickRepliesView, ReplyView } from '../data/queries/views.ts';
import type { Combo } from '../kit/keys.ts';

export const SLOTS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export type Slot = (typeof SLOTS)[number];

export const slotKeys = (slot: Slot): Combo => REPLY_COMMANDS[`reply.slot${slot}`].keys[0];

/** All quick replies; undefined until they were read. */
export function useReplies(): QuickRepliesView | undefined {
  const client = useClient();
  return useLive(() => client.queries.quickReplies(), [client]);
}

export interface ReplySlots {
  of: ReadonlyMap<Id, Slot>;
  on: ReadonlyMap<Slot, Id>;
}

/** Which reply is on which keys. */
export function useReplySlots(): ReplySlots {
  const client = useClient();
  const slots = useLive(() => client.queries.replySlots(), [client]);
  return useMemo(() => {
    const on = new Map<Slot, Id>();
    for (const { slot, replyId } of slots ?? []) {
      const known = SLOTS.find((one) => one === slot);
      if (known !== undefined) on.set(known, replyId);
    }
    return { on, of: new Map([...on].map(([slot, replyId]) => [replyId, slot])) };
  }, [slots]);
}

/** More than anybody looks through. */
const MOST_FOUND = 500;

/** Those that have the words, best first; without words all of them, the most used first. */
export function findReplies(
  { replies, index, rank, byId }: QuickRepliesView,
  typed: string,
): readonly ReplyView[] {
  if (typed.trim() === '') return replies;
  const found = searchReplies(index, typed, { limit: MOST_FOUND, rank });
  return found.flatMap(({ id }) => byId.get(id) ?? []);
}
