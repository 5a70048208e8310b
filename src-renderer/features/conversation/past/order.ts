import type { KnownDialog } from '#renderer/people/known-dialogs.ts';
import type { Dialog } from '#shared/domain/dialog.ts';

/** The client's other dialogs around the one that is open, which always stands last in the scroll: what is written goes there. */
export interface Around {
  /** Begun before it, newest first. */
  earlier: readonly KnownDialog[];
  /** Begun after it, newest first: they are led to, and not shown under what is written into another dialog. */
  later: readonly KnownDialog[];
}

/** Pure. @param all newest first */
export function around(all: readonly KnownDialog[], open: Pick<Dialog, 'id' | 'createdAt'>): Around {
  const others = all.filter(({ dialog }) => dialog.id !== open.id);
  const isLater = ({ dialog }: KnownDialog): boolean =>
    dialog.createdAt > open.createdAt || (dialog.createdAt === open.createdAt && dialog.id > open.id);
  return { earlier: others.filter((one) => !isLater(one)), later: others.filter(isLater) };
}
