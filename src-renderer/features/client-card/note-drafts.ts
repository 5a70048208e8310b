import { useState } from 'react';
import type { Client } from '#renderer/client/client.ts';
import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';

/**
 * What was begun and not kept: new notes under their client, changes under their note. Whoever looks at another dialog meanwhile finds
 * his words again, as long as he is signed in.
 */
const begun = new WeakMap<Client, Map<Id, string>>();

export function begunBy(client: Client): Map<Id, string> {
  const known = begun.get(client) ?? new Map<Id, string>();
  begun.set(client, known);
  return known;
}

/** @returns null while nothing is begun */
export function useNoteDraft(id: Id): [text: string | null, write: (text: string | null) => void] {
  const notes = begunBy(useClient());
  const [text, setText] = useState(() => notes.get(id) ?? null);
  const write = (next: string | null): void => {
    setText(next);
    if (next === null) notes.delete(id);
    else notes.set(id, next);
  };
  return [text, write];
}
