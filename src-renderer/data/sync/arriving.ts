import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Change } from '#shared/wire/change.ts';

/** More in one piece is what was missed while away: it is read when it is in the replica, and nobody waits for one of it. */
const MOST = 200;

export interface Arriving {
  messages: Message[];
  /** As they are with those messages; of each the newest. */
  dialogs: Dialog[];
}

const NOTHING: Arriving = { messages: [], dialogs: [] };

/**
 * What one piece of the feed brings that may be shown before it is committed. Nothing when the rights of the session change
 * with it, and nothing of a dialog that leaves the scope with it.
 */
export function arriving(changes: readonly Change[]): Arriving {
  const gone = new Set<string>();
  const messages: Message[] = [];
  const dialogs = new Map<string, Dialog>();
  for (const change of changes) {
    if (change.type === 'scope') return NOTHING;
    if (change.type === 'gone') gone.add(change.dialogId);
    if (change.type === 'dialog') dialogs.set(change.dialog.id, change.dialog);
    if (change.type === 'message' || change.type === 'talkMessage') messages.push(change.message);
  }
  if (messages.length > MOST) return NOTHING;
  return {
    messages: messages.filter((message) => !gone.has(message.dialogId)),
    dialogs: [...dialogs.values()].filter((dialog) => !gone.has(dialog.id)),
  };
}
