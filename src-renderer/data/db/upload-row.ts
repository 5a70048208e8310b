import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Failing } from './rows.ts';

/** Bytes that the person chose and the hub may not have: apart from their upload's row, which changes with every chunk. */
export interface LocalFileRow {
  id: Id;
  blob: Blob;
}

export type UploadState =
  | { kind: 'waiting' }
  | { kind: 'done' }
  /** It cannot be sent as it is; the person decides. */
  | { kind: 'failed'; why: 'too_large' | 'refused' | 'lost' | 'hub_failed' };

/** A file on its way to the hub, in the order of being chosen. Never evicted: nobody else has it. */
export interface UploadRow {
  n: number;
  id: Id;
  /** Where it lies: a dialog, or a quick reply that is being written. */
  dialogId: Id;
  /** The intent that says it; null while it lies over the text field. */
  messageId: Id | null;
  /** As far as it is known here. */
  file: Attachment;
  purpose: 'file' | 'voice';
  /** The hub has the bytes already, as another file: it makes this one of that. Missing: they are uploaded. */
  copyOf?: Id;
  state: UploadState;
  /** Bytes that the hub has said it has. */
  sent: number;
  /** It was handed to the network: the hub may have some of it. */
  begun: boolean;
  /** Missing: the hub has not failed at it since it was last begun. */
  failing?: Failing;
}

/** A small picture for looking at without the network; the least used ones go first. */
export interface PreviewRow {
  id: Id;
  blob: Blob;
  usedAt: Timestamp;
}
