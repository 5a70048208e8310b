import { withReaction } from '#shared/domain/reactions.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { ClientReaction } from '../channels/channel.ts';
import { toDialog, toMessage } from '../db/rows.ts';
import { lockDialog, type Tx } from '../db/transaction.ts';
import { writeDialog } from '../intents/persist.ts';

/** See `ChannelHub.reaction`. Of what is hidden no client knows, so whatever he names, that is not there. */
export async function react(
  tx: Tx,
  bus: Bus,
  { workspaceId, messageId, emoji }: ClientReaction,
): Promise<boolean> {
  const messages = tx.db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', messageId)
    .where('shared', '=', true);
  const seen = await messages.executeTakeFirst();
  if (!seen) return false;
  await lockDialog(tx, workspaceId, seen.dialog_id);
  const message = toMessage(await messages.executeTakeFirstOrThrow());
  if (message.body.kind !== 'text') return false;
  const reactions = withReaction(message.reactions, 'client', emoji);
  if (reactions === message.reactions) return true;
  const dialog = await tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', message.dialogId)
    .executeTakeFirstOrThrow();
  const before = toDialog(dialog);
  const changed = { message: { ...message, reactions, rev: message.rev + 1 }, carry: null };
  const xid = await writeDialog(tx.db, { workspaceId, before, next: before, messages: [], changed });
  if (xid === null) throw new Error(`Dialog ${dialog.id} changed although its lock was held`);
  tx.afterCommit(() => bus.publish(topics.feed, workspaceId));
  return true;
}
