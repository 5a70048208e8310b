import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { useClient, useLive } from '../client/react.tsx';
import { useKept } from '../kit/keep.ts';
import { useRested } from '../kit/use-rested.ts';
import { mergeDialogs, type KnownDialog } from './known-dialogs.ts';

export interface ContactDialogs {
  /** Newest first. */
  all: readonly KnownDialog[];
  /** Whether these are all: the hub has said so, is being asked, or cannot be. */
  complete: 'yes' | 'asking' | 'offline' | 'failed';
  /** Asks the hub once more. */
  ask: () => void;
}

/** The client's dialogs: those on this computer at once, the others when the hub has told of them. Undefined before the first are read. */
export function useContactDialogs(contactId: Id): ContactDialogs | undefined {
  const client = useClient();
  const online = useOnline();
  const live = useLive(() => client.queries.contactDialogs(contactId), [client, contactId]);
  const here = useKept(live, contactId);
  const rested = useRested(contactId);
  const far = useQuery({
    queryKey: ['contact dialogs', contactId],
    queryFn: () => client.remote.contactDialogs(contactId),
    enabled: online && rested,
  });
  const all = useMemo(() => here && mergeDialogs(here, far.data ?? []), [here, far.data]);
  const complete = (): ContactDialogs['complete'] => {
    if (far.data !== undefined) return 'yes';
    if (!online) return 'offline';
    return far.isError ? 'failed' : 'asking';
  };
  return all && { all, complete: complete(), ask: () => void far.refetch() };
}

/** Whether the hub can be asked now. */
export function useOnline(): boolean {
  const client = useClient();
  return useLive(() => client.queries.status(), [client])?.connection.kind === 'online';
}
