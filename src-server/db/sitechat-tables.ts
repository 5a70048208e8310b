/** Tables of the site chat, as in `tables.ts`. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { ChatForm } from '#shared/wire/chat/form.ts';

/** What lies under an item: of the company any number, of the visitor one. */
export interface ItemReactions {
  company?: string[];
  visitor?: string | null;
}

export interface SitechatVisitorsTable {
  workspace_id: string;
  /** Also the client's external id on the channel. */
  id: string;
  channel_id: string;
  /** sha256 of the token; the token itself is only in the visitor's browser. */
  token_hash: Buffer;
  created_at: Date;
  last_seen_at: Date;
  /** Seq of the newest item; counted up under the row's lock. */
  last_seq: Generated<number>;
  /** The visitor's device has the items up to here… */
  received_up_to: Generated<number>;
  /** …and the visitor has had them before his eyes up to here. */
  seen_up_to: Generated<number>;
  /** The company has read the visitor's messages up to here. */
  read_up_to: Generated<number>;
  /** Number of the newest change of an item. */
  last_change: Generated<number>;
}

/** What a visitor sees of his talk: 1, 2, 3… without holes, across dialogs. */
export interface SitechatItemsTable {
  workspace_id: string;
  visitor_id: string;
  seq: number;
  /** `in`: the visitor wrote it; `out`: the company. */
  direction: 'in' | 'out';
  message_id: string;
  dialog_id: string;
  /** The message's place in its dialog. */
  dialog_seq: number;
  /** The widget's own id of what the visitor wrote. */
  client_id: string | null;
  author_name: string | null;
  text: string;
  files: JSONColumnType<Attachment[]>;
  /** What it asks, and what he answered. */
  form: ColumnType<ChatForm | null, string | null, string | null>;
  /** When in the talk's changes it was changed last; 0: never. */
  change: Generated<number>;
  edited: Generated<boolean>;
  deleted: Generated<boolean>;
  reactions: ColumnType<ItemReactions, string | undefined, string>;
  /** Id of the message that it answers. */
  quotes: string | null;
  at: Date;
  outgoing: ColumnType<boolean, never, never>;
}
