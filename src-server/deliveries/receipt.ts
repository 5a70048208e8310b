import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { Receipt } from '../channels/channel.ts';
import { transaction, type Db } from '../db/transaction.ts';
import { advance } from './advance.ts';

/** See `ChannelHub.receipt`. */
export function takeReceipt(db: Db, bus: Bus, receipt: Receipt): Promise<void> {
  return transaction(db, async (tx) => {
    const { workspaceId, channelId, message } = receipt;
    const place = await tx.db
      .selectFrom('deliveries')
      .select(['dialog_id', 'seq'])
      .where('workspace_id', '=', workspaceId)
      .where('channel_id', '=', channelId)
      .where('work', '=', 'send')
      .$if('id' in message, (query) => query.where('message_id', '=', 'id' in message ? message.id : ''))
      .$if('externalId' in message, (query) =>
        query.where('external_id', '=', 'externalId' in message ? message.externalId : ''),
      )
      .executeTakeFirst();
    if (!place) return;
    const changed = await advance(
      tx,
      { workspaceId, dialogId: place.dialog_id, seq: place.seq },
      { state: receipt.state, at: receipt.at },
    );
    if (changed) tx.afterCommit(() => bus.publish(topics.feed, workspaceId));
  });
}
