import type { Dialog } from '#shared/domain/dialog.ts';
import type { Undoable } from '#shared/domain/undo.ts';
import type { Client } from './client.ts';

/** What one press takes back. */
export type Reversible = Undoable | 'reopen';

/** Makes what was done to a dialog undone. @param before how it was then */
export function takeBack({ actions }: Client, deed: Reversible, before: Dialog): Promise<void> {
  if (deed !== 'reopen') return actions.undo(deed, before);
  const { id, state } = before;
  return state.status === 'closed' && state.outcome === 'spam' ? actions.spam(id) : actions.finish(id);
}
