/** Tables of talks of the team, as `017-team-talks` makes them. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { LastMessage } from '#shared/domain/dialog.ts';
import type { MessageBody, Quotation, Reaction } from '#shared/domain/message.ts';

type NullableJson<T extends object> = ColumnType<T | null, string | null, string | null>;
type Deleted = Omit<Extract<MessageBody, { kind: 'deleted' }>, 'kind'>;

/** A talk of the team; see `017-team-talks`. Of a direct one the two members, of a line's the line. */
export interface TalksTable {
  workspace_id: string;
  id: string;
  kind: 'direct' | 'line';
  member_a: string | null;
  /** The same as `member_a` for somebody's notes. */
  member_b: string | null;
  line_id: string | null;
  branch_id: string | null;
  created_at: Date;
  last_activity_at: Date;
  last_seq: number;
  last_message: NullableJson<LastMessage>;
  rev: number;
}

/** What colleagues say among themselves. Nothing that leads to a client has a key to these rows. */
export interface TalkMessagesTable {
  workspace_id: string;
  talk_id: string;
  seq: number;
  id: string;
  author_id: string;
  text: string;
  attachments: JSONColumnType<Attachment[]>;
  mentions: Generated<string[]>;
  reply_to: NullableJson<Quotation>;
  edited_at: Date | null;
  reactions: ColumnType<Reaction[], string | undefined, string>;
  deleted: NullableJson<Deleted>;
  at: Date;
  rev: Generated<number>;
}

export interface TalkFilesTable {
  workspace_id: string;
  file_id: string;
  message_id: string;
}

/** How far somebody has read a talk. */
export interface TalkMarksTable {
  workspace_id: string;
  operator_id: string;
  talk_id: string;
  seq: number;
  own: number;
  mentions: number;
  rev: number;
}

/** A part of the database. */
export interface TeamTables {
  talks: TalksTable;
  talk_messages: TalkMessagesTable;
  talk_files: TalkFilesTable;
  talk_marks: TalkMarksTable;
}
