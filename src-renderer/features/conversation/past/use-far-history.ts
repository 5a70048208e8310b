import { useInfiniteQuery, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Client } from '#renderer/client/client.ts';
import { useClient } from '#renderer/client/react.tsx';
import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { MessagePage } from '#shared/domain/bundle.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { OlderState } from '../transcript/use-history.ts';

/** As much of one dialog as is known here, and the way to more. */
export interface Stretch {
  /** By rising seq; null before the first of them is here. */
  items: readonly TranscriptItem[] | null;
  hasOlder: boolean;
  older: OlderState;
  wantOlder: () => void;
}

type Pages = InfiniteData<MessagePage, number | null>;
const keyOf = (dialogId: Id) => ['past messages', dialogId];

/** A dialog that is not on this computer: its pages as the hub gives them, kept by nobody. */
export function useFarHistory({ id, contactId }: Pick<Dialog, 'id' | 'contactId'>, online: boolean): Stretch {
  const client = useClient();
  const memory = useQueryClient();
  const pages = useInfiniteQuery({
    queryKey: keyOf(id),
    queryFn: ({ pageParam }) =>
      pageParam === null ? newestOf(client, memory, contactId, id) : client.remote.messages(id, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ messages: [first] }) => (first === undefined || first.seq <= 1 ? null : first.seq),
    enabled: online,
    // The past of what is over does not change.
    staleTime: Infinity,
  });
  const items = useMemo(
    () =>
      pages.data?.pages
        .toReversed()
        .flatMap(({ messages }) => messages.map((message): TranscriptItem => ({ message, pending: null }))) ??
      null,
    [pages.data],
  );
  const older = (): OlderState => {
    if (pages.isFetching) return 'loading';
    if (!online) return 'offline';
    return pages.isError ? 'failed' : 'idle';
  };
  return {
    items,
    hasOlder: items === null || pages.hasNextPage,
    older: items !== null && !pages.hasNextPage ? 'idle' : older(),
    wantOlder: () => void (items === null ? pages.refetch() : pages.fetchNextPage()),
  };
}

/**
 * The end of a dialog as a piece of the client's history: short dialogs before it come in the same answer and are remembered, so
 * that a scroll through many of them asks a few times and not for each.
 */
async function newestOf(
  client: Client,
  memory: QueryClient,
  contactId: Id,
  dialogId: Id,
): Promise<MessagePage> {
  const { parts } = await client.remote.contactHistory(contactId, { dialogId, before: null });
  for (const { dialog, messages } of parts) {
    const key = keyOf(dialog.id);
    if (dialog.id === dialogId || messages.length === 0 || memory.getQueryData(key) !== undefined) continue;
    const known: Pages = { pages: [{ dialogId: dialog.id, messages }], pageParams: [null] };
    memory.setQueryData(key, known);
  }
  const own = parts.find(({ dialog }) => dialog.id === dialogId);
  return { dialogId, messages: own?.messages ?? [] };
}
