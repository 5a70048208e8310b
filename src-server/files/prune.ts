import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';
import { pruneLinks } from './links.ts';
import type { FileStore } from './store.ts';

/** Whoever comes back later than that brings his file again: his client still has it. */
const LOOSE_KEPT_DAYS = 7;
const BATCH = 500;

/**
 * Throws away what belongs to no message or quick reply and waits for none any more, and what a hub that was killed has left in the store.
 * @returns how many files went
 */
export async function pruneFiles(db: Db, store: FileStore, looseDays = LOOSE_KEPT_DAYS): Promise<number> {
  await pruneLinks(db);
  for (let gone = 0; ;) {
    // The row first: a message that is written meanwhile is refused by its key, or the file stays.
    const { rows } = await sql<{ workspace_id: string; id: string }>`
      delete from files f using (
        select workspace_id, id from files old
        where created_at < now() - make_interval(days => ${looseDays})
          and not exists (select from message_files mf
            where mf.workspace_id = old.workspace_id and mf.file_id = old.id)
          and not exists (select from talk_files tf
            where tf.workspace_id = old.workspace_id and tf.file_id = old.id)
          and not exists (select from quick_reply_files rf
            where rf.workspace_id = old.workspace_id and rf.file_id = old.id)
        limit ${BATCH} for update skip locked) loose
      where f.workspace_id = loose.workspace_id and f.id = loose.id
      returning f.workspace_id, f.id`.execute(db);
    for (const { workspace_id, id } of rows) await store.remove({ workspaceId: workspace_id, fileId: id });
    gone += rows.length;
    if (rows.length < BATCH) return gone;
  }
}
