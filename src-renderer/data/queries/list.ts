import { offeredTo, responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { LISTS, type ListName } from '#shared/domain/lists.ts';
import { previewOf } from '#shared/lib/text.ts';
import { descending } from '../db/descending.ts';
import { packKeysBelow } from '../db/archive.ts';
import type { DirectoryKey, PackKey } from '../db/rows.ts';
import { pickDirectory } from './directory.ts';
import { newerContact, type OverlaidRecord, type ReplicaReader } from './reader.ts';
import type { Counters, DialogListView, DialogRow } from './views.ts';

interface Placed {
  dialog: Dialog;
  at: number;
  pending: boolean;
  /** The copy of the client that lay with the dialog in a pack. */
  contact: Contact | null;
}

function placedAt(dialog: Dialog, at: Timestamp): Placed {
  return { dialog, at, pending: false, contact: null };
}

/** Pinned ones first, then in Unanswered who waits longest, in the others the newest activity. Ids decide ties, as in the index. */
function comparePlaces(name: ListName): (a: Placed, b: Placed) => number {
  const sign = name === 'unanswered' ? 1 : -1;
  return (a, b) =>
    sign * (a.at - b.at || (a.dialog.id < b.dialog.id ? -1 : Number(a.dialog.id > b.dialog.id)));
}

/**
 * The first rows of a list. The replica gives an exact index range; the few dialogs with pending effects are taken out
 * of it and put back where their effects place them. Reading as many more rows as were taken out keeps it exact.
 */
export async function readList(
  reader: ReplicaReader,
  name: ListName,
  limit: number,
): Promise<DialogListView> {
  return reader.look(async () => {
    const overlaid = await reader.overlaidDialogs();
    const index = reader.db.dialogs.orderBy(`lists.${name}`);
    const wanted = limit + overlaid.size;
    const records = await (name === 'unanswered' ? index : descending(index)).limit(wanted).toArray();
    const rows = records.map((record): Placed => placedAt(record.dialog, record.lists[name] ?? 0));
    const all = name === 'closed' ? await withArchived(reader, rows, wanted) : rows;
    const placed = all.filter(({ dialog }) => !overlaid.has(dialog.id));
    for (const { dialog, places, pending, record } of overlaid.values()) {
      const contact = record.archived?.contact ?? record.started?.contact ?? null;
      if (places[name] !== undefined) placed.push({ dialog, at: places[name], pending, contact });
    }
    const shown = placed.toSorted(comparePlaces(name)).slice(0, limit);
    const counters = await countersOver(reader, overlaid);
    return { rows: await joinRows(reader, shown), total: counters[name] };
  });
}

/**
 * The first `wanted` closed dialogs, rows and packs together. Packs overlap in time a little, and are read from the newest on
 * until the next could only hold older dialogs than those found.
 */
async function withArchived(
  reader: ReplicaReader,
  rows: readonly Placed[],
  wanted: number,
): Promise<Placed[]> {
  let found = [...rows];
  let below: PackKey | null = null;
  for (;;) {
    const [key] = await packKeysBelow(reader.db, below, 1);
    const last = found.length < wanted ? undefined : found.at(-1);
    if (!key || (last && last.at > key[0])) return found;
    below = key;
    const listed = (await reader.listed(key)).map(({ dialog, contact }) => ({
      ...placedAt(dialog, dialog.lastActivityAt),
      contact,
    }));
    found = [...found, ...listed].toSorted(comparePlaces('closed')).slice(0, wanted);
  }
}

async function joinRows(reader: ReplicaReader, shown: readonly Placed[]): Promise<DialogRow[]> {
  const { db } = reader;
  const overlay = await reader.contactOverlay();
  const dialogs = shown.map(({ dialog }) => {
    const contactId = overlay.now(dialog.contactId);
    return contactId === dialog.contactId ? dialog : { ...dialog, contactId };
  });
  const contacts = await db.contacts.bulkGet(dialogs.map((dialog) => dialog.contactId));
  const clients = dialogs.map((dialog, i) => {
    const placed = shown[i];
    const copy = placed?.dialog === dialog ? placed.contact : null;
    return overlay.laidOver(dialog.contactId, newerContact(contacts[i] ?? null, copy));
  });
  const drafts = await db.drafts.bulkGet(dialogs.map((dialog) => dialog.id));
  const directory = await pickDirectory(db, dialogs.flatMap(directoryKeysOf));
  return dialogs.map((dialog, i) => {
    const draft = drafts[i]?.text;
    return {
      dialog,
      contact: clients[i] ?? null,
      channel: directory.channels.get(dialog.channelId) ?? null,
      line: directory.lines.get(dialog.lineId) ?? null,
      responsible: directory.operators.get(responsibleOf(dialog) ?? '') ?? null,
      offeredTo: directory.operators.get(offeredTo(dialog) ?? '') ?? null,
      lastAuthor: directory.operators.get(lastAuthorOf(dialog) ?? '') ?? null,
      pending: shown[i]?.pending ?? false,
      draft: draft === undefined || draft.trim() === '' ? null : previewOf(draft),
    };
  });
}

function lastAuthorOf({ lastMessage }: Dialog): Id | null {
  return lastMessage?.author.kind === 'operator' ? lastMessage.author.operatorId : null;
}

function directoryKeysOf(dialog: Dialog): DirectoryKey[] {
  const operators = new Set([responsibleOf(dialog), offeredTo(dialog), lastAuthorOf(dialog)]);
  return [
    ['channel', dialog.channelId],
    ['line', dialog.lineId],
    ...[...operators].flatMap((id) => (id === null ? [] : [['operator', id] satisfies DirectoryKey])),
  ];
}

/** The materialised counters, moved by what pending effects move. */
export async function readCounters(reader: ReplicaReader): Promise<Counters> {
  return reader.look(async () => countersOver(reader, await reader.overlaidDialogs()));
}

async function countersOver(
  reader: ReplicaReader,
  overlaid: ReadonlyMap<Id, OverlaidRecord>,
): Promise<Counters> {
  const counters: Counters = { unanswered: 0, mine: 0, all: 0, closed: 0 };
  for (const row of await reader.db.counters.toArray())
    counters[row.list === 'archived' ? 'closed' : row.list] += row.count;
  for (const { record, places } of overlaid.values())
    for (const list of LISTS)
      counters[list] += Number(places[list] !== undefined) - Number(record.lists[list] !== undefined);
  return counters;
}
