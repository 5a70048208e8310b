import { useQuery } from '@tanstack/react-query';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useOnline } from '#renderer/people/use-contact-dialogs.ts';

const NONE: readonly string[] = [];

/** Tags that are in use in the company, the most used first as far as the hub has told; those on this computer at once. */
export function useTagsInUse(): readonly string[] {
  const { queries, remote } = useClient();
  const online = useOnline();
  const here = useLive(() => queries.contactTags(), [queries]) ?? NONE;
  const far = useQuery({ queryKey: ['contact tags'], queryFn: () => remote.contactTags(), enabled: online });
  return allTags(far.data ?? NONE, here);
}

/** One spelling of each, the first. Pure. */
export function allTags(first: readonly string[], then: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...first, ...then].filter((tag) => {
    const key = tag.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}
