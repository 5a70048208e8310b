import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { toMessage } from '../db/rows.ts';
import type { Tx } from '../db/transaction.ts';
import type { Incoming } from './incoming.ts';

/** A message that the client names: in his talk on this channel, be it in a dialog before this one. Hidden ones are not there. */
export async function messageInTalk(
  tx: Tx,
  { workspaceId, channelId, externalUserId }: Incoming,
  messageId: Id,
): Promise<Message | null> {
  const row = await tx.db
    .selectFrom('messages')
    .innerJoin('dialogs', (join) =>
      join
        .onRef('dialogs.workspace_id', '=', 'messages.workspace_id')
        .onRef('dialogs.id', '=', 'messages.dialog_id'),
    )
    .selectAll('messages')
    .where('messages.workspace_id', '=', workspaceId)
    .where('messages.id', '=', messageId)
    .where('messages.shared', '=', true)
    .where('dialogs.channel_id', '=', channelId)
    .where('dialogs.external_user_id', '=', externalUserId)
    .executeTakeFirst();
  return row ? toMessage(row) : null;
}
