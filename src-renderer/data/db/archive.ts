import { Dexie } from 'dexie';
import { z } from 'zod';
import { dialogBundleSchema, type DialogBundle } from '#shared/domain/bundle.ts';
import { wholeBundle } from '#shared/domain/packed-bundle.ts';
import { contactSchema, type Contact } from '#shared/domain/contact.ts';
import { dialogSchema, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { parseJson } from '#shared/lib/json.ts';
import { fromUtf8, toUtf8 } from '#shared/lib/utf8.ts';
import type { ReplicaDb } from './database.ts';
import { descending } from './descending.ts';
import type { DialogRecord, PackKey, PackRow } from './rows.ts';

/**
 * Closed dialogs of long ago, packed: a record holds some dozens of them whole. They are kept as the text they came as, and
 * read when somebody looks. A pack never changes: what is taken out of it leaves another one behind.
 */

/** A dialog of a pack as lists show it. */
export interface ArchivedDialog {
  dialog: Dialog;
  contact: Contact;
}

const listedSchema = z.object({ dialog: dialogSchema, contact: contactSchema });

/** As much as tells one from another; the rest is carried along unread. */
const headSchema = z.object({
  dialog: z.object({ id: z.string() }),
  contact: z.object({ id: z.string() }),
  page: z.object({ messages: z.array(z.unknown()) }),
});

export function packKey(pack: PackRow): PackKey {
  return [pack.newest, pack.name];
}

/**
 * What packs are indexed by, instead of every id: an index entry for each dialog and each client costs more than all else of
 * storing a pack. Ids begin with their time, so seven digits (17 minutes) are some few for the neighbours in a pack, and few packs
 * have the same; which of them holds an id, `ids` says.
 */
function packMarks(ids: readonly Id[]): string[] {
  return [...new Set(ids.map((id) => id.slice(0, 7)))];
}

/** A pack of what its head says. Its name is new. */
export function newPack(content: Omit<PackRow, 'name' | 'marks'>): PackRow {
  const { ids, contactIds } = content;
  return { ...content, name: newPackName(), marks: packMarks([...ids, ...contactIds]) };
}

/** @param texts bodies of bundles or the bundles themselves, at least one */
export function packOf(bundles: readonly DialogBundle[]): PackRow {
  return newPack({
    newest: Math.max(...bundles.map(({ dialog }) => dialog.lastActivityAt)),
    ids: bundles.map(({ dialog }) => dialog.id),
    contactIds: [...new Set(bundles.map(({ contact }) => contact.id))],
    messages: bundles.reduce((sum, { page }) => sum + page.messages.length, 0),
    body: toUtf8(JSON.stringify(bundles)),
  });
}

/** Any that no other pack has. */
function newPackName(): string {
  return Math.random().toString(36).slice(2);
}

/** What is left of a pack; null: nothing. */
export function packWithout(pack: PackRow, gone: ReadonlySet<Id>): PackRow | null {
  const left = itemsOf(pack).flatMap((item) => {
    const head = headSchema.safeParse(item).data;
    return head && !gone.has(head.dialog.id) ? [{ head, item }] : [];
  });
  if (left.length === 0) return null;
  return newPack({
    newest: pack.newest,
    ids: left.map(({ head }) => head.dialog.id),
    contactIds: [...new Set(left.map(({ head }) => head.contact.id))],
    messages: left.reduce((sum, { head }) => sum + head.page.messages.length, 0),
    body: toUtf8(JSON.stringify(left.map(({ item }) => item))),
  });
}

/** The dialogs of a pack with everything; those that cannot be read are left out. */
export function readPack(pack: PackRow): DialogBundle[] {
  return itemsOf(pack).flatMap((item) => dialogBundleSchema.safeParse(wholeBundle(item)).data ?? []);
}

function itemsOf(pack: PackRow): unknown[] {
  const items = parseJson(fromUtf8(pack.body));
  return Array.isArray(items) ? items : [];
}

/** Which dialog it is that lies in a pack, and whose, before it is read. */
function dialogOf(item: unknown): { id?: unknown; contactId?: unknown } {
  return (item as { dialog?: { id?: unknown; contactId?: unknown } | null } | null)?.dialog ?? {};
}

/** The dialogs of a pack without their messages, which are most of the work of reading it. @param contactId of this client only */
export function readListed(pack: PackRow, contactId?: Id): ArchivedDialog[] {
  const items = itemsOf(pack);
  const wanted =
    contactId === undefined ? items : items.filter((item) => dialogOf(item).contactId === contactId);
  return wanted.flatMap((item) => listedSchema.safeParse(item).data ?? []);
}

/** Archived dialogs by id, with everything. Inside a transaction over `archive`. */
export async function readArchived(db: ReplicaDb, ids: readonly Id[]): Promise<Map<Id, DialogBundle>> {
  const found = new Map<Id, DialogBundle>();
  if (ids.length === 0) return found;
  const wanted = new Set(ids);
  for (const pack of await packsWith(db, ids)) {
    for (const item of itemsOf(pack)) {
      // Told apart first: a pack has dozens, and to read one by its schema takes a while.
      const { id } = dialogOf(item);
      if (typeof id !== 'string' || !wanted.has(id)) continue;
      const { data } = dialogBundleSchema.safeParse(wholeBundle(item));
      if (data) found.set(data.dialog.id, data);
    }
  }
  return found;
}

/** Packs that hold any of the dialogs, each once. */
export async function packsWith(db: ReplicaDb, ids: readonly Id[]): Promise<PackRow[]> {
  const wanted = new Set(ids);
  return (await packsByMarks(db, ids)).filter((pack) => pack.ids.some((id) => wanted.has(id)));
}

/** Packs with dialogs of a client. */
export async function packsOfContact(db: ReplicaDb, contactId: Id): Promise<PackRow[]> {
  return (await packsByMarks(db, [contactId])).filter((pack) => pack.contactIds.includes(contactId));
}

async function packsByMarks(db: ReplicaDb, ids: readonly Id[]): Promise<PackRow[]> {
  return db.archive.where('marks').anyOf(packMarks(ids)).distinct().toArray();
}

/** Archived dialogs of one client. */
export async function readArchivedOf(db: ReplicaDb, contactId: Id): Promise<ArchivedDialog[]> {
  const packs = await packsOfContact(db, contactId);
  return packs.flatMap((pack) => readListed(pack, contactId));
}

/** Keys of packs by falling age of their newest dialogs. @param below the key to go on from; null: the newest */
export async function packKeysBelow(db: ReplicaDb, below: PackKey | null, count: number): Promise<PackKey[]> {
  return descending(
    db.archive.where('[newest+name]').between(Dexie.minKey, below ?? Dexie.maxKey, true, below === null),
  )
    .limit(count)
    .primaryKeys();
}

/** A dialog wherever it lies. Inside a transaction over `dialogs` and `archive`. */
export async function findDialog(db: ReplicaDb, dialogId: Id): Promise<Dialog | null> {
  const record: DialogRecord | undefined = await db.dialogs.get(dialogId);
  if (record) return record.dialog;
  return (await readArchived(db, [dialogId])).get(dialogId)?.dialog ?? null;
}
