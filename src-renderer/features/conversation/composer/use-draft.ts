import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Client } from '#renderer/client/client.ts';
import { useClient } from '#renderer/client/react.tsx';
import type { Draft } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import { DraftField } from './draft-field.ts';

export interface DraftHandle extends Draft {
  set: (change: Partial<Draft>) => void;
  /** Empties it, now and in store: the text has gone its way. The mode stays. */
  clear: () => void;
  /** Adds a text that came back, behind what is already there. */
  putBack: (draft: Draft) => void;
}

/** One field per client and dialog, so that a text on its way to the store is not lost between two looks at it. */
const fields = new WeakMap<Client, Map<Id, DraftField>>();

function fieldOf(client: Client, dialogId: Id): DraftField {
  let known = fields.get(client);
  if (known === undefined) fields.set(client, (known = new Map<Id, DraftField>()));
  let field = known.get(dialogId);
  if (field === undefined) {
    field = new DraftField(client.draft(dialogId), (draft) => client.actions.saveDraft(dialogId, draft));
    known.set(dialogId, field);
  }
  return field;
}

/** What is being written in one dialog. */
export function useDraft(dialogId: Id): DraftHandle {
  const client = useClient();
  const field = useMemo(() => fieldOf(client, dialogId), [client, dialogId]);
  const draft = useSyncExternalStore(field.subscribe, field.draft);
  useFlushMoments(field.flush);
  return { ...draft, set: field.set, clear: () => field.clear(), putBack: (value) => field.putBack(value) };
}

/**
 * Takes an unsent text over into another dialog, behind what is unsent there; never in neither of them.
 * @param filed files lie over it, and are about to follow
 */
export async function carryDraft(client: Client, from: Id, to: Id, filed: boolean): Promise<void> {
  const [source, target] = [fieldOf(client, from), fieldOf(client, to)];
  const stops = await Promise.all([source.ready(), target.ready()]);
  const draft = source.draft();
  if (draft.text.trim() !== '') {
    // What is answered is of the other dialog.
    target.putBack({ ...draft, answers: null });
    target.flush();
    source.clear();
  } else if (filed && draft.hidden) {
    // What was attached as a hidden message stays one.
    target.set({ hidden: true });
    target.flush();
  }
  for (const stop of stops) stop();
}

/** Leaving the field, the tab or the program may all be the last chance; leaving the dialog is the field's own. */
function useFlushMoments(flush: () => void): void {
  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('blur', flush);
    // While a page is asked whether it may go it still has the time to store something; in `pagehide` mostly not.
    window.addEventListener('beforeunload', flush);
    window.addEventListener('pagehide', flush);
    window.addEventListener('focusout', flush);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('blur', flush);
      window.removeEventListener('beforeunload', flush);
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('focusout', flush);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [flush]);
}
