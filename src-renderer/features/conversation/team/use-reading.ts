import { useEffect } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { TalkView, TranscriptItem } from '#renderer/data/queries/views.ts';
import { useInFront } from '#renderer/kit/in-front.ts';
import { detach } from '#shared/lib/detach.ts';

/** A colleague's word is read by looking at it: what stands in the transcript while the window is before the person. */
export function useReading({ talk, readUpTo }: TalkView, shown: readonly TranscriptItem[]): void {
  const { actions } = useClient();
  const inFront = useInFront();
  const newest = shown.findLast(({ pending }) => pending === null)?.message;
  // Items of the talk before stay for a moment when another is opened.
  const seq = newest?.dialogId === talk.id ? newest.seq : 0;
  useEffect(() => {
    // What could not be stored stays unread, which says it.
    if (inFront && seq > readUpTo) detach(actions.talkRead(talk.id, seq), () => undefined);
  }, [actions, inFront, talk.id, seq, readUpTo]);
}
