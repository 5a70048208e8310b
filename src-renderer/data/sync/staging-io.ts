import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Change, DirectoryRow } from '#shared/wire/change.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { DirectoryKey, MessageKey } from '../db/rows.ts';
import { counterDelta } from './merge.ts';
import { directoryKey, Staging } from './staging.ts';

/** What a merge will look at; found before it runs, so that the database is read in a few bulk reads. */
export interface Touched {
  dialogs: Set<Id>;
  /** Dialogs that may go: their client's other dialogs are needed. */
  leaving: Set<Id>;
  contacts: Set<Id>;
  messages: Message[];
  directory: DirectoryRow[];
}

export function nothingTouched(): Touched {
  return { dialogs: new Set(), leaving: new Set(), contacts: new Set(), messages: [], directory: [] };
}

export function touchedBy(changes: readonly Change[]): Touched {
  const touched = nothingTouched();
  for (const change of changes) {
    switch (change.type) {
      case 'dialog':
        touched.dialogs.add(change.dialog.id);
        break;
      case 'message':
        touched.dialogs.add(change.message.dialogId);
        touched.messages.push(change.message);
        break;
      case 'contact':
        touched.contacts.add(change.contact.id);
        break;
      case 'directory':
        touched.directory.push(change.entry);
        break;
      case 'enter':
        touched.dialogs.add(change.bundle.dialog.id);
        touched.contacts.add(change.bundle.contact.id);
        touched.messages.push(...change.bundle.page.messages);
        break;
      case 'gone':
        touched.dialogs.add(change.dialogId);
        touched.leaving.add(change.dialogId);
        break;
      case 'scope':
        break;
    }
  }
  return touched;
}

/** Reads the touched rows. Inside the transaction that will write them. */
export async function loadStaging(db: ReplicaDb, touched: Touched): Promise<Staging> {
  const staging = new Staging();
  const dialogIds = [...touched.dialogs];
  const dialogs = await db.dialogs.bulkGet(dialogIds);
  const coverage = await db.coverage.bulkGet(dialogIds);
  dialogIds.forEach((id, i) => {
    staging.dialogs.load(id, dialogs[i]);
    staging.coverage.load(id, coverage[i]);
  });
  await loadLeaving(db, touched, staging);
  const contactIds = [...touched.contacts];
  (await db.contacts.bulkGet(contactIds)).forEach((row, i) =>
    staging.contacts.load(contactIds[i] ?? '', row),
  );
  const directoryKeys = touched.directory.map((entry): DirectoryKey => [entry.kind, entry.row.id]);
  const directory = await db.directory.bulkGet(directoryKeys);
  directoryKeys.forEach(([kind, id], i) => staging.directory.load(directoryKey(kind, id), directory[i]));
  await loadMessages(db, touched.messages, staging);
  return staging;
}

async function loadLeaving(db: ReplicaDb, touched: Touched, staging: Staging): Promise<void> {
  for (const dialogId of touched.leaving) {
    const contactId = staging.dialogs.get(dialogId)?.contactId;
    if (contactId === undefined || staging.dialogsOfContact.has(contactId)) continue;
    const keys = await db.dialogs
      .where('[contactId+createdAt]')
      .between([contactId, -Infinity], [contactId, Infinity])
      .primaryKeys();
    staging.dialogsOfContact.set(contactId, new Set(keys));
    touched.contacts.add(contactId);
  }
}

/** Only rows that may exist are read: above the known end there is none, and that is where most messages come. */
async function loadMessages(db: ReplicaDb, messages: readonly Message[], staging: Staging): Promise<void> {
  const keys = messages
    .filter((message) => message.seq <= (staging.coverage.get(message.dialogId)?.to ?? 0))
    .map((message): MessageKey => [message.dialogId, message.seq]);
  if (keys.length === 0) return;
  for (const row of await db.messages.bulkGet(keys))
    if (row) staging.messagesOf(row.dialogId).stored.set(row.seq, row);
}

/** Writes what the merge decided, counters included. Inside the transaction that read it. */
export async function writeStaging(db: ReplicaDb, staging: Staging): Promise<void> {
  const dialogs = staging.dialogs.changes();
  await put(db.dialogs, dialogs);
  await remove(db.dialogs, dialogs);
  const contacts = staging.contacts.changes();
  await put<Contact>(db.contacts, contacts);
  await remove(db.contacts, contacts);
  const coverage = staging.coverage.changes();
  await put(db.coverage, coverage);
  await remove(db.coverage, coverage);
  await put(db.directory, staging.directory.changes());
  await writeMessages(db, staging);
  await addToCounters(db, counterDelta(dialogs));
}

async function writeMessages(db: ReplicaDb, staging: Staging): Promise<void> {
  const rows: Message[] = [];
  for (const [dialogId, staged] of staging.messages) {
    if (staged.dropBelow > 0)
      await db.messages.where('[dialogId+seq]').between([dialogId, 0], [dialogId, staged.dropBelow]).delete();
    rows.push(...staged.puts.values());
  }
  if (rows.length > 0) await db.messages.bulkPut(rows);
}

export async function addToCounters(db: ReplicaDb, delta: ReturnType<typeof counterDelta>): Promise<void> {
  const changed = LISTS.filter((list) => delta[list] !== 0);
  if (changed.length === 0) return;
  const rows = await db.counters.bulkGet(changed);
  await db.counters.bulkPut(changed.map((list, i) => ({ list, count: (rows[i]?.count ?? 0) + delta[list] })));
}

interface StagedChange<Row> {
  key: string;
  before: Row | null;
  after: Row | null;
}

async function put<Row>(
  table: { bulkPut(rows: readonly Row[]): PromiseLike<unknown> },
  changes: readonly StagedChange<Row>[],
): Promise<void> {
  const rows = changes.flatMap((change) => (change.after ? [change.after] : []));
  if (rows.length > 0) await table.bulkPut(rows);
}

async function remove(
  table: { bulkDelete(keys: string[]): PromiseLike<unknown> },
  changes: readonly StagedChange<unknown>[],
): Promise<void> {
  const keys = changes.flatMap((change) => (change.before && !change.after ? [change.key] : []));
  if (keys.length > 0) await table.bulkDelete(keys);
}
