import { sql } from 'kysely';
import type { ChannelHub } from '../channel.ts';
import type { VisitorRow } from './visitors.ts';

/** What the widget says it has (`received`) and the visitor has looked at (`seen`), as seqs. */
export interface ChatReceipts {
  receivedUpTo: number;
  seenUpTo: number;
}

/**
 * Carries receipts on to the messages' deliveries. The messages come first and the visitor's own marks after them: killed
 * in between, the hub does the same again at the next receipt, and deliveries only move forward.
 * @param visitor as read a moment ago; what is claimed beyond his newest item does not count
 */
export async function takeReceipts(
  hub: ChannelHub,
  visitor: VisitorRow,
  claimed: ChatReceipts,
): Promise<void> {
  const seen = Math.min(claimed.seenUpTo, visitor.last_seq);
  const received = Math.max(seen, Math.min(claimed.receivedUpTo, visitor.last_seq));
  if (received <= visitor.received_up_to && seen <= visitor.seen_up_to) return;
  const from = Math.min(visitor.received_up_to, visitor.seen_up_to);
  const rows = await hub.db
    .selectFrom('sitechat_items')
    .select(['seq', 'message_id'])
    .where('workspace_id', '=', visitor.workspace_id)
    .where('visitor_id', '=', visitor.id)
    .where('direction', '=', 'out')
    .where('seq', '>', from)
    .where('seq', '<=', received)
    .orderBy('seq')
    .execute();
  for (const row of rows) {
    const state = row.seq <= seen ? 'read' : 'delivered';
    if (state === 'delivered' && row.seq <= visitor.received_up_to) continue;
    await hub.receipt({
      workspaceId: visitor.workspace_id,
      channelId: visitor.channel_id,
      message: { id: row.message_id },
      state,
      at: hub.now(),
    });
  }
  await hub.db
    .updateTable('sitechat_visitors')
    .set({
      received_up_to: sql<number>`greatest(received_up_to, ${received})`,
      seen_up_to: sql<number>`greatest(seen_up_to, ${seen})`,
    })
    .where('workspace_id', '=', visitor.workspace_id)
    .where('id', '=', visitor.id)
    .execute();
}
