import { Dexie, type Table } from 'dexie';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ListName } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import type {
  CounterRow,
  Coverage,
  DialogRecord,
  DirectoryKey,
  DirectoryRecord,
  DraftRow,
  MessageKey,
  MetaRow,
  OutboxRow,
} from './rows.ts';

/**
 * Shape of the rows inside the tables. Raise it when code that reads them changes without a change of indexes:
 * a replica of another format is thrown away and taken anew, the outbox and the drafts stay.
 */
export const REPLICA_FORMAT = 1;

/** The local copy of what one operator sees in one workspace of one hub, and what he did that the hub does not know yet. */
export class ReplicaDb extends Dexie {
  declare readonly dialogs: Table<DialogRecord, Id>;
  declare readonly contacts: Table<Contact, Id>;
  declare readonly messages: Table<Message, MessageKey>;
  declare readonly coverage: Table<Coverage, Id>;
  declare readonly directory: Table<DirectoryRecord, DirectoryKey>;
  declare readonly counters: Table<CounterRow, ListName>;
  declare readonly meta: Table<MetaRow, MetaRow['key']>;
  declare readonly outbox: Table<OutboxRow, number, Omit<OutboxRow, 'n'>>;
  declare readonly drafts: Table<DraftRow, Id>;

  constructor(name: string) {
    // Dexie's own result cache would keep copies of rows that live queries hold anyway.
    super(name, { cache: 'disabled' });
    versionOne(this);
  }
}

/** 1: the first shape. Lists are sparse indexes (see `DialogRecord`), messages cluster by dialog in their primary key. */
function versionOne(db: Dexie): void {
  db.version(1).stores({
    dialogs: 'id, [contactId+createdAt], generation, lists.unanswered, lists.mine, lists.all, lists.closed',
    contacts: 'id',
    messages: '[dialogId+seq]',
    coverage: 'dialogId',
    directory: '[kind+id]',
    counters: 'list',
    meta: 'key',
    outbox: '++n, &id, dialogId',
    drafts: 'dialogId',
  });
}

/** One database per hub, workspace and person: nobody's copy is readable under somebody else's sign-in. */
export function replicaName(hubOrigin: string, workspaceId: Id, operatorId: Id): string {
  return `otklik:${hubOrigin}:${workspaceId}:${operatorId}`;
}

/** The tables that only sync writes: a copy of the hub's rows, which may be thrown away at any time. */
export function syncedTables(db: ReplicaDb): Table[] {
  return [db.dialogs, db.contacts, db.messages, db.coverage, db.directory, db.counters, db.meta];
}
