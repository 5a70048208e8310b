import type { FeedAudience, FeedEntry, StoredChange } from '#server/feed/entry.ts';

/** An entry as the feed's reader gives it. */
export function feedEntry(change: StoredChange, audience: FeedAudience, xid = 1n): FeedEntry {
  const dialogId =
    change.type === 'dialog' ? change.dialog.id : change.type === 'message' ? change.message.dialogId : null;
  return { xid, type: change.type, dialogId, json: JSON.stringify(change), audience };
}
