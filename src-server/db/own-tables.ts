/** Tables of what people keep to work with, as in `tables.ts`: quick replies with their files and keys, filters. */
import type { ColumnType, JSONColumnType } from 'kysely';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { ReplyShelf } from '#shared/domain/quick-reply.ts';
import type { SavedFilter, Sharing } from '#shared/domain/saved-filter.ts';

export interface QuickRepliesTable {
  workspace_id: string;
  id: string;
  shelf: ReplyShelf['kind'];
  operator_id: string | null;
  line_id: string | null;
  folder: string[];
  title: string;
  text: string;
  shortcut: string | null;
  attachments: ColumnType<Attachment[], string, string>;
  updated_at: Date;
  updated_by: string;
  deleted_at: Date | null;
  intent_id: string;
  rev: number;
}

/** Kept filters of the table of dialogs. */
export interface SavedFiltersTable {
  workspace_id: string;
  id: string;
  owner_id: string;
  sharing: Sharing;
  name: string;
  content: JSONColumnType<Pick<SavedFilter, 'filter' | 'columns' | 'sort'>>;
  updated_at: Date;
  updated_by: string;
  deleted: boolean;
  /** The intent that made it what it is. */
  intent_id: string;
  rev: number;
}

export interface QuickReplyFilesTable {
  workspace_id: string;
  file_id: string;
  reply_id: string;
}

export interface QuickReplySlotsTable {
  workspace_id: string;
  operator_id: string;
  slot: number;
  reply_id: string | null;
  rev: number;
}
