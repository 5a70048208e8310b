import { useEffect } from 'react';
import type { Client } from '#renderer/client/client.ts';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useInFront } from '#renderer/kit/in-front.ts';
import { detach } from '#shared/lib/detach.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Notice } from '#shared/domain/notice.ts';
import { inPortions, unseenIn } from './notice-groups.ts';

const NONE: readonly Notice[] = [];
/** As many as one intent takes. */
const PORTION = 500;
/** How long a dialog has to be before the person until its notices count as seen, in milliseconds. */
const GLANCE_MS = 1_500;

export function useNotices(): readonly Notice[] {
  const client = useClient();
  return useLive(() => client.queries.notices(), [client]) ?? NONE;
}

/** What could not be stored stays unseen, which says it. */
export function markSeen({ actions }: Client, ids: readonly Id[]): void {
  for (const portion of inPortions(ids, PORTION)) detach(actions.noticesSeen(portion), () => undefined);
}

/** Notices of the dialog that the person has before him are seen by that. */
export function useSeenInFront(dialogId: Id | null): void {
  const client = useClient();
  const inFront = useInFront();
  const ids = unseenIn(useNotices(), dialogId).join(' ');
  useEffect(() => {
    if (!inFront || ids === '') return undefined;
    const timer = setTimeout(() => markSeen(client, ids.split(' ')), GLANCE_MS);
    return () => clearTimeout(timer);
  }, [client, inFront, ids]);
}
