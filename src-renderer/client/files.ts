import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id } from '#shared/domain/ids.ts';

/** The bytes of files: from this computer where it has them, else from the hub. Each rejects when neither can give them. */
export interface Files {
  /** The small picture; also without the network once it was looked at. */
  preview(id: Id): Promise<Blob>;
  content(id: Id): Promise<Blob>;
  /** An address for a player; `release` it when nobody plays it any more. */
  playable(file: Attachment): Promise<{ address: string; release: () => void }>;
}
