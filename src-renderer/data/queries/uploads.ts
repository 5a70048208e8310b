import type { Id } from '#shared/domain/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { UploadView } from './views.ts';

/** Files of a dialog that are on their way or wait over its text field, in the order of choosing. */
export async function readUploads(db: ReplicaDb, dialogId: Id): Promise<UploadView[]> {
  const rows = await db.uploads.where('dialogId').equals(dialogId).sortBy('n');
  return rows.map(({ messageId, file, state, sent }) => ({ messageId, file, state, sent }));
}
