import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import type { DirectoryRow } from '#shared/domain/directory.ts';
import type { Change } from '#shared/wire/change.ts';
import type { ReplicaDb } from '../db/database.ts';
import {
  contactRecord,
  type ContactRecord,
  type DirectoryKey,
  type DirectoryRecord,
  type PageRow,
} from '../db/rows.ts';
import { packKey, packsOfContact, packsWith, packWithout, readArchived } from '../db/archive.ts';
import { pageRow, type Layout } from '../db/pages.ts';
import { counterDelta, type CounterDelta } from './merge.ts';
import { packTails } from './pack.ts';
import { loadTranscripts } from './staging-load.ts';
import { forgetPreviews } from './preview-cache.ts';
import { directoryKey, Staging, type Staged } from './staging.ts';

const COUNTERS = [...LISTS, 'archived'] as const;

/** What a merge will look at; found before it runs, so that the database is read in a few bulk reads. */
export interface Touched {
  dialogs: Set<Id>;
  contacts: Set<Id>;
  messages: Message[];
  directory: DirectoryRow[];
  notices: Set<Id>;
  quickReplies: Set<Id>;
  replySlots: Set<number>;
}

export function nothingTouched(): Touched {
  return {
    dialogs: new Set(),
    contacts: new Set(),
    messages: [],
    directory: [],
    notices: new Set(),
    quickReplies: new Set(),
    replySlots: new Set(),
  };
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
        break;
      case 'notice':
        touched.notices.add(change.notice.id);
        break;
      case 'quickReply':
        touched.quickReplies.add(change.reply.id);
        break;
      case 'replySlot':
        touched.replySlots.add(change.slot.slot);
        break;
      case 'scope':
      case 'talk':
      case 'talkMessage':
      case 'talkMark':
        break;
    }
  }
  return touched;
}

/** Reads the touched rows. Inside the transaction that will write them. */
export async function loadStaging(db: ReplicaDb, touched: Touched): Promise<Staging> {
  const staging = new Staging();
  const dialogIds = [...touched.dialogs];
  const directoryKeys = touched.directory.map((entry): DirectoryKey => [entry.kind, entry.row.id]);
  // Asked all at once: with one message the ways there and back are most of what it costs.
  const [dialogs, directory] = await Promise.all([
    db.dialogs.bulkGet(dialogIds),
    directoryKeys.length > 0 ? db.directory.bulkGet(directoryKeys) : [],
    loadContacts(db, [...touched.contacts], staging),
    load(db.notices, [...touched.notices], staging.notices),
    load(db.quickReplies, [...touched.quickReplies], staging.quickReplies),
    load(db.replySlots, [...touched.replySlots], staging.replySlots),
  ]);
  dialogIds.forEach((id, i) => staging.dialogs.load(id, dialogs[i]));
  directoryKeys.forEach(([kind, id], i) => staging.directory.load(directoryKey(kind, id), directory[i]));
  await loadArchived(db, dialogIds, staging);
  await loadTranscripts(db, seqsOf(touched), staging);
  return staging;
}

async function loadContacts(db: ReplicaDb, ids: readonly Id[], staging: Staging): Promise<void> {
  if (ids.length === 0) return;
  (await db.contacts.bulkGet([...ids])).forEach((row, i) => staging.contacts.load(ids[i] ?? '', row));
}

/** Rows that stand alone. */
async function load<Row, Key extends Id | number>(
  table: { bulkGet(keys: Key[]): PromiseLike<(Row | undefined)[]> },
  keys: readonly Key[],
  staged: Staged<Row>,
): Promise<void> {
  if (keys.length === 0) return;
  (await table.bulkGet([...keys])).forEach((row, i) => staged.load(String(keys[i]), row));
}

/** Of the dialogs that are no rows, those that lie in packs, with their clients. */
async function loadArchived(db: ReplicaDb, ids: readonly Id[], staging: Staging): Promise<void> {
  const found = await readArchived(
    db,
    ids.filter((id) => !staging.dialogs.get(id)),
  );
  for (const [id, bundle] of found) staging.archived.set(id, bundle);
  await loadContacts(
    db,
    Array.from(found.values(), ({ contact }) => contact.id),
    staging,
  );
}

function seqsOf(touched: Touched): Map<Id, number[]> {
  const seqs = new Map<Id, number[]>();
  for (const { dialogId, seq } of touched.messages) {
    const known = seqs.get(dialogId);
    if (known) known.push(seq);
    else seqs.set(dialogId, [seq]);
  }
  return seqs;
}

/** Writes what the merge decided, counters included. Inside the transaction that read it. */
export async function writeStaging(db: ReplicaDb, staging: Staging, layout: Layout): Promise<void> {
  await packTails(db, staging, layout);
  await forgetPreviews(db, staging);
  const dialogs = staging.dialogs.changes();
  const contacts = staging.contacts.changes();
  const directory = staging.directory.changes();
  await Promise.all([
    put(db.dialogs, dialogs),
    remove(db.dialogs, dialogs),
    put(db.contacts, contacts.map(withReach)),
    remove(db.contacts, contacts),
    put(db.directory, directory),
    removeDirectory(db, directory),
    put(db.notices, staging.notices.changes()),
    put(db.quickReplies, staging.quickReplies.changes()),
    put(db.replySlots, staging.replySlots.changes()),
    writeTranscripts(db, staging),
    takeOutOfPacks(db, staging.takenOut).then((taken) =>
      addToCounters(db, { ...counterDelta(dialogs), archived: -taken }),
    ),
  ]);
  const housed = new Set(dialogs.map(({ after }) => after?.contactId));
  await removeHomeless(
    db,
    [...staging.maybeHomeless].filter((id) => !housed.has(id)),
  );
}

async function writeTranscripts(db: ReplicaDb, staging: Staging): Promise<void> {
  const rows: Message[] = [];
  const pages: PageRow[] = [];
  for (const [dialogId, transcript] of staging.transcripts) {
    const { dropBelow, packed } = transcript;
    if (dropBelow > 0) {
      await db.messages.where('[dialogId+seq]').between([dialogId, 0], [dialogId, dropBelow]).delete();
      await db.pages.where('[dialogId+from]').between([dialogId, 0], [dialogId, dropBelow]).delete();
    }
    if (packed)
      await db.messages
        .where('[dialogId+seq]')
        .between([dialogId, packed.from], [dialogId, packed.to])
        .delete();
    const puts = transcript.puts();
    rows.push(...puts.rows);
    pages.push(...puts.pages.map((page) => pageRow(dialogId, page)));
  }
  await Promise.all([
    rows.length > 0 ? db.messages.bulkPut(rows) : null,
    pages.length > 0 ? db.pages.bulkPut(pages) : null,
  ]);
}

/** @returns how many dialogs left a pack */
async function takeOutOfPacks(db: ReplicaDb, ids: ReadonlySet<Id>): Promise<number> {
  if (ids.size === 0) return 0;
  const packs = await packsWith(db, [...ids]);
  await db.archive.bulkDelete(packs.map(packKey));
  await db.archive.bulkPut(packs.flatMap((pack) => packWithout(pack, ids) ?? []));
  return packs.reduce((sum, pack) => sum + pack.ids.filter((id) => ids.has(id)).length, 0);
}

/** Clients are kept with their dialogs only, be these rows or in packs. */
export async function removeHomeless(db: ReplicaDb, contactIds: Iterable<Id>): Promise<void> {
  const ids = [...contactIds];
  const here = ids.length > 0 ? await db.contacts.bulkGet(ids) : [];
  // Clients of whom there is no row have nothing to be removed: those of packs, mostly.
  for (const [i, id] of ids.entries()) {
    if (!here[i]) continue;
    const rows = db.dialogs.where('[contactId+createdAt]').between([id, -Infinity], [id, Infinity]);
    if ((await rows.count()) > 0) continue;
    if ((await packsOfContact(db, id)).length === 0) await db.contacts.delete(id);
  }
}

export async function addToCounters(db: ReplicaDb, delta: CounterDelta): Promise<void> {
  const changed = COUNTERS.filter((list) => (delta[list] ?? 0) !== 0);
  if (changed.length === 0) return;
  const rows = await db.counters.bulkGet(changed);
  await db.counters.bulkPut(
    changed.map((list, i) => ({ list, count: (rows[i]?.count ?? 0) + (delta[list] ?? 0) })),
  );
}

/** As the index over numbers and addresses wants it. */
function withReach(change: StagedChange<Contact>): StagedChange<ContactRecord> {
  const { after } = change;
  return { ...change, before: null, after: after && contactRecord(after) };
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

async function removeDirectory(
  db: ReplicaDb,
  changes: readonly StagedChange<DirectoryRecord>[],
): Promise<void> {
  const keys = changes.flatMap(({ before, after }): DirectoryKey[] =>
    before && !after ? [[before.kind, before.id]] : [],
  );
  if (keys.length > 0) await db.directory.bulkDelete(keys);
}

async function remove(
  table: { bulkDelete(keys: string[]): PromiseLike<unknown> },
  changes: readonly StagedChange<unknown>[],
): Promise<void> {
  const keys = changes.flatMap((change) => (change.before && !change.after ? [change.key] : []));
  if (keys.length > 0) await table.bulkDelete(keys);
}
