import { firstOf } from '#renderer/client/first-of.ts';
import type { Queries } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import { OWN_LANE, REPLIES_LANE } from '#shared/domain/lanes.ts';

/** What was not done, by what it was about. */
export interface Refused {
  /** A dialog or talk, or a lane of what belongs to none. Null: the client's newest dialog, beside which his card stands. */
  dialogId: Id | null;
  contactId: Id | null;
  /** The quick reply that it was about. */
  replyId: Id | null;
  /** In a talk of the team. */
  team: boolean;
}

export type RefusalPlace = { kind: 'reply' | 'talk' | 'dialog'; id: Id } | { kind: 'nowhere' };

/** Where the person can do something about it; nowhere: it belongs to no place, or what it was about has gone from his sight. */
export async function placeOf(
  queries: Pick<Queries, 'quickReplies' | 'contactDialogs'>,
  { dialogId, contactId, replyId, team }: Refused,
): Promise<RefusalPlace> {
  if (replyId !== null) {
    const { byId } = await firstOf(queries.quickReplies());
    return byId.has(replyId) ? { kind: 'reply', id: replyId } : { kind: 'nowhere' };
  }
  if (dialogId === OWN_LANE || dialogId === REPLIES_LANE) return { kind: 'nowhere' };
  if (dialogId !== null) return { kind: team ? 'talk' : 'dialog', id: dialogId };
  const [newest] = contactId === null ? [] : await firstOf(queries.contactDialogs(contactId));
  return newest ? { kind: 'dialog', id: newest.id } : { kind: 'nowhere' };
}
