import { Dexie, type Table, type Transaction } from 'dexie';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Notice } from '#shared/domain/notice.ts';
import type { QuickReply, ReplySlot } from '#shared/domain/quick-reply.ts';
import { soundRow } from './outbox-row.ts';
import type {
  ContactRecord,
  CounterRow,
  DialogRecord,
  DirectoryKey,
  DirectoryRecord,
  DraftRow,
  MessageKey,
  MetaRow,
  OutboxRow,
  PackKey,
  PackRow,
  PageRow,
  ReplyUseRow,
} from './rows.ts';
import type { TalkRecord } from './talk-rows.ts';
import type { LocalFileRow, PreviewRow, UploadRow } from './upload-row.ts';
import type { StorageTrouble } from './storage-trouble.ts';

/**
 * Shape of the rows inside the tables. Raise it when code that reads them changes without a change of indexes:
 * a replica of another format is thrown away and taken anew, the outbox and the drafts stay.
 */
export const REPLICA_FORMAT = 7;

/** The local copy of what one operator sees in one workspace of one hub, and what he did that the hub does not know yet. */
export class ReplicaDb extends Dexie {
  declare readonly dialogs: Table<DialogRecord, Id>;
  declare readonly contacts: Table<ContactRecord, Id>;
  declare readonly messages: Table<Message, MessageKey>;
  declare readonly pages: Table<PageRow, MessageKey>;
  declare readonly archive: Table<PackRow, PackKey>;
  declare readonly directory: Table<DirectoryRecord, DirectoryKey>;
  declare readonly notices: Table<Notice, Id>;
  declare readonly talks: Table<TalkRecord, Id>;
  declare readonly talkMessages: Table<Message, MessageKey>;
  declare readonly quickReplies: Table<QuickReply, Id>;
  declare readonly replySlots: Table<ReplySlot, number>;
  declare readonly counters: Table<CounterRow, CounterRow['list']>;
  declare readonly meta: Table<MetaRow, MetaRow['key']>;
  declare readonly outbox: Table<OutboxRow, number, Omit<OutboxRow, 'n'>>;
  declare readonly drafts: Table<DraftRow, Id>;
  declare readonly files: Table<LocalFileRow, Id>;
  declare readonly uploads: Table<UploadRow, number, Omit<UploadRow, 'n'>>;
  declare readonly replyUses: Table<ReplyUseRow, Id>;
  declare readonly previews: Table<PreviewRow, Id>;

  constructor(name: string) {
    // Dexie's own result cache would keep copies of rows that live queries hold anyway.
    super(name, { cache: 'disabled' });
    versionOne(this);
    versionTwo(this);
    versionThree(this);
    versionFour(this);
    this.outbox.hook('reading', soundRow);
    // Instead of Dexie's own way, which opens the database again, empty, at the next question.
    this.on('versionchange', ({ newVersion }) => {
      const detail = newVersion === null ? 'the database was deleted' : `version ${newVersion} is wanted`;
      this.letGo({ kind: newVersion === null ? 'lost' : 'newer', detail });
      return false;
    });
    const watchConnection = () =>
      this.backendDB().addEventListener('close', () =>
        this.letGo({ kind: 'lost', detail: 'the connection was cut' }),
      );
    this.on('ready', watchConnection, true);
  }

  /**
   * Told when this database cannot be used through no will of ours; whoever heals it puts himself here. Answers whether it is
   * seen to, so that nobody else need be troubled.
   */
  onTrouble: (trouble: StorageTrouble) => boolean = () => false;

  private letGo(trouble: StorageTrouble): void {
    this.close({ disableAutoOpen: true });
    this.onTrouble(trouble);
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

/** Called from async functions only: by these Dexie knows that native promises are waited for in its transaction. */
async function empty(tx: Transaction, tables: readonly string[]): Promise<void> {
  for (const table of tables) await tx.table(table).clear();
}

/**
 * 2: history lies in pages, closed dialogs of long ago in packs, what is known of a transcript in its dialog's row, and no index over generations (a renewed
 * snapshot sweeps in batches instead). The copy of the hub's rows is dropped and taken anew; the outbox and the drafts, which
 * exist nowhere else, are not touched.
 */
function versionTwo(db: Dexie): void {
  db.version(2)
    .stores({
      dialogs: 'id, [contactId+createdAt], lists.unanswered, lists.mine, lists.all, lists.closed',
      coverage: null,
      pages: '[dialogId+from]',
      archive: '[newest+name], *ids, *contactIds',
    })
    .upgrade(async (tx) => empty(tx, ['dialogs', 'contacts', 'messages', 'directory', 'counters', 'meta']));
}

/**
 * 3: what the person should hear of what others did; files on their way, and small pictures. Packs hold bytes and are found by the
 * beginnings of ids. What was copied from the hub is dropped and taken anew, as with 2.
 */
function versionThree(db: Dexie): void {
  db.version(3)
    .stores({
      notices: 'id, at',
      files: 'id',
      uploads: '++n, &id, dialogId, messageId',
      previews: 'id, usedAt',
      archive: '[newest+name], *marks',
    })
    .upgrade(async (tx) =>
      empty(tx, ['dialogs', 'contacts', 'messages', 'pages', 'archive', 'directory', 'counters', 'meta']),
    );
}

/** 4: what lies around the conversation: quick replies, and how this person uses them. What was copied from the hub is dropped and taken anew, as with 2. */
function versionFour(db: Dexie): void {
  db.version(4)
    .stores({
      contacts: 'id, *reach, *tags',
      quickReplies: 'id',
      replySlots: 'slot',
      replyUses: 'replyId',
      talks: 'id',
      talkMessages: '[dialogId+seq], at',
    })
    .upgrade(async (tx) =>
      empty(tx, [
        'dialogs',
        'contacts',
        'messages',
        'pages',
        'archive',
        'directory',
        'notices',
        'counters',
        'meta',
      ]),
    );
}

/** One database per hub, workspace and person: nobody's copy is readable under somebody else's sign-in. */
export function replicaName(hubOrigin: string, workspaceId: Id, operatorId: Id): string {
  return `otklik:${hubOrigin}:${workspaceId}:${operatorId}`;
}

/** The tables that only sync writes: a copy of the hub's rows, which may be thrown away at any time. */
export function syncedTables(db: ReplicaDb): Table[] {
  const { dialogs, contacts, messages, pages, archive, directory, notices, counters, meta } = db;
  const synced = [dialogs, contacts, messages, pages, archive, directory, notices, counters, meta];
  return [...synced, db.quickReplies, db.replySlots, db.talks, db.talkMessages, db.previews];
}
