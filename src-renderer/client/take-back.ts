import type { Dialog } from '#shared/domain/dialog.ts';
import { stoodAs, type Undoable } from '#shared/domain/undo.ts';
import type { Client } from './client.ts';

/** What one press takes back. */
export type Reversible = Undoable | 'reopen';

/** Makes what was done to a dialog undone. @param before how it was then */
export function takeBack({ actions, session }: Client, deed: Reversible, before: Dialog): Promise<void> {
  const { id, state } = before;
  if (deed !== 'reopen') return actions.undo(id, deed, stoodAs(before, session.operator.id));
  return state.status === 'closed' && state.outcome === 'spam' ? actions.spam(id) : actions.finish(id);
}
