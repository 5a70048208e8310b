import type { Id } from '#shared/domain/ids.ts';
import type { Notice } from '#shared/domain/notice.ts';
import { OWN_LANE } from '#shared/domain/lanes.ts';
import { descending } from '../db/descending.ts';
import { isPending } from '../db/outbox-entry.ts';
import type { ReplicaReader } from './reader.ts';

/** Newest first; those the person has put aside are seen at once, before the hub has heard of it. */
export async function readNotices(reader: ReplicaReader): Promise<Notice[]> {
  return reader.look(async () => {
    const notices = await descending(reader.db.notices.orderBy('at')).toArray();
    const seen = new Map<Id, number>();
    for (const { intent, state } of await reader.entries(OWN_LANE))
      if (intent.name === 'notice.seen' && isPending(state))
        for (const id of intent.args.noticeIds) seen.set(id, intent.at);
    return notices.map((notice) => {
      const seenAt = notice.seenAt ?? seen.get(notice.id) ?? null;
      return seenAt === notice.seenAt ? notice : { ...notice, seenAt };
    });
  });
}
