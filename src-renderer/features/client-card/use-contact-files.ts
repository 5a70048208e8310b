import { useInfiniteQuery } from '@tanstack/react-query';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useKept } from '#renderer/kit/keep.ts';
import { useOnline } from '#renderer/people/use-contact-dialogs.ts';
import type { ContactFile } from '#shared/domain/contact-history.ts';
import type { Id } from '#shared/domain/ids.ts';

export interface ContactFiles {
  /** Newest first. */
  files: readonly ContactFile[];
  /** Whether these are all; `more`: ask for them. */
  rest: 'none' | 'more' | 'loading' | 'offline' | 'failed';
  more: () => void;
}

/** Files of all the client's talks: those on this computer at once, the others when the hub has told of them. */
export function useContactFiles(contactId: Id): ContactFiles | undefined {
  const client = useClient();
  const online = useOnline();
  const live = useLive(() => client.queries.contactFiles(contactId), [client, contactId]);
  const here = useKept(live, contactId);
  const far = useInfiniteQuery({
    queryKey: ['contact files', contactId],
    queryFn: ({ pageParam }) => client.remote.contactFiles(contactId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: online,
  });
  if (here === undefined) return undefined;
  const rest = (): ContactFiles['rest'] => {
    if (far.data !== undefined && !far.hasNextPage) return 'none';
    if (far.isFetching) return 'loading';
    if (!online) return 'offline';
    return far.isError ? 'failed' : 'more';
  };
  const files = mergeFiles(here, far.data?.pages.flatMap((page) => page.files) ?? []);
  return {
    files,
    rest: rest(),
    more: () => void (far.data === undefined ? far.refetch() : far.fetchNextPage()),
  };
}

/** What is here wins: it is kept up to date. Pure. */
export function mergeFiles(here: readonly ContactFile[], far: readonly ContactFile[]): ContactFile[] {
  const known = new Set(here.map(({ file }) => file.id));
  return [...here, ...far.filter(({ file }) => !known.has(file.id))].toSorted((a, b) => b.at - a.at);
}
