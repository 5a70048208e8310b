import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import { discardIntent } from '../outbox/outbox.ts';
import {
  addCopy,
  addUpload,
  carryLoose,
  moveUploads,
  removeUpload,
  retryUpload,
  type ChosenFile,
} from '../outbox/uploads.ts';

/** What a person does with files before they are said. */
export function createFileActions(db: ReplicaDb, now: () => Timestamp = Date.now) {
  return {
    attach: (dialogId: Id, chosen: ChosenFile) => addUpload(db, dialogId, chosen, now()),
    attachStored: (placeId: Id, file: Attachment) =>
      addCopy(db, placeId, file, uuidv7(now(), crypto.getRandomValues(new Uint8Array(10))), now()),
    carryFiles: (from: Id, to: Id) => carryLoose(db, from, to),
    detach: (fileId: Id) => removeUpload(db, fileId),
    retryUpload: (fileId: Id) => retryUpload(db, fileId),
    /** For editing: the text is given back, and the files lie over the text field again. */
    takeBack: (intentId: Id) =>
      db.transaction('rw', db.outbox, db.uploads, async () => {
        await moveUploads(db, intentId, null);
        return discardIntent(db, intentId);
      }),
  };
}
