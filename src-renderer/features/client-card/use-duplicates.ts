import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useKept } from '#renderer/kit/keep.ts';
import { readLocal, writeLocal } from '#renderer/kit/local-store.ts';
import { useRested } from '#renderer/kit/use-rested.ts';
import { useOnline } from '#renderer/people/use-contact-dialogs.ts';
import type { Duplicate } from '#shared/domain/contact-history.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';

const KEY = 'otklik.not-the-same';
const savedSchema = z.object({ pairs: z.array(z.string()).catch([]) });
/** Of what was said long ago the oldest is forgotten. */
const MOST = 500;

const pairOf = (a: Id, b: Id): string => [a, b].toSorted().join(' ');

export interface Duplicates {
  /** Clients who may be the same person and of whom nobody has said here that they are not. */
  offered: readonly Duplicate[];
  notTheSame: (otherId: Id) => void;
}

/**
 * Who may be the same person (scenario E4): those on this computer at once, the others when the hub has told of them. What was declined
 * stays declined on this computer; somebody else may know better.
 */
export function useDuplicates({ id, phones, emails, merged }: Contact): Duplicates {
  const client = useClient();
  const online = useOnline();
  const live = useLive(() => client.queries.duplicates(id), [client, id]);
  const here = useKept(live, id) ?? [];
  const rested = useRested(id);
  // With another number there may be others.
  const reach = [...phones, ...emails].map(({ value }) => value).join(' ');
  const far = useQuery({
    queryKey: ['duplicates', id, reach],
    queryFn: () => client.remote.duplicates(id),
    enabled: online && rested && reach !== '',
  });
  const [declined, setDeclined] = useState(() => savedSchema.parse(readLocal(KEY)).pairs);
  const known = new Set(here.map(({ contact }) => contact.id));
  const all = [...here, ...(far.data ?? []).filter(({ contact }) => !known.has(contact.id))];
  // Who became part of somebody meanwhile is nobody's double, whatever the hub said before.
  const parts = new Set(merged.map(({ contactId }) => contactId));
  const offered = all.filter(
    ({ contact }) =>
      contact.id !== id &&
      contact.mergedInto === null &&
      !parts.has(contact.id) &&
      !declined.includes(pairOf(id, contact.id)),
  );
  return {
    offered,
    notTheSame(otherId) {
      // Another window may have declined others.
      const before = savedSchema.parse(readLocal(KEY)).pairs;
      const pairs = [...before.filter((pair) => pair !== pairOf(id, otherId)), pairOf(id, otherId)].slice(
        -MOST,
      );
      writeLocal(KEY, { pairs });
      setDeclined(pairs);
    },
  };
}
