import { responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS, type ListName } from '#shared/domain/lists.ts';
import { previewOf } from '#shared/lib/text.ts';
import { descending } from '../db/descending.ts';
import type { DirectoryKey } from '../db/rows.ts';
import { pickDirectory } from './directory.ts';
import type { OverlaidRecord, ReplicaReader } from './reader.ts';
import type { Counters, DialogListView, DialogRow } from './views.ts';

interface Placed {
  dialog: Dialog;
  at: number;
  pending: boolean;
}

/** Unanswered: who waits longest first; the others: newest activity first. Ids decide ties, as in the index. */
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
    const records = await (name === 'unanswered' ? index : descending(index))
      .limit(limit + overlaid.size)
      .toArray();
    const placed = records
      .filter((record) => !overlaid.has(record.id))
      .map((record): Placed => ({ dialog: record.dialog, at: record.lists[name] ?? 0, pending: false }));
    for (const { dialog, places, pending } of overlaid.values())
      if (places[name] !== undefined) placed.push({ dialog, at: places[name], pending });
    const shown = placed.toSorted(comparePlaces(name)).slice(0, limit);
    const counters = await countersOver(reader, overlaid);
    return { rows: await joinRows(reader, shown), total: counters[name] };
  });
}

async function joinRows(reader: ReplicaReader, shown: readonly Placed[]): Promise<DialogRow[]> {
  const { db } = reader;
  const dialogs = shown.map((placed) => placed.dialog);
  const contacts = await db.contacts.bulkGet(dialogs.map((dialog) => dialog.contactId));
  const drafts = await db.drafts.bulkGet(dialogs.map((dialog) => dialog.id));
  const directory = await pickDirectory(db, dialogs.flatMap(directoryKeysOf));
  return shown.map(({ dialog, pending }, i) => {
    const draft = drafts[i]?.text;
    return {
      dialog,
      contact: contacts[i] ?? null,
      channel: directory.channels.get(dialog.channelId) ?? null,
      line: directory.lines.get(dialog.lineId) ?? null,
      responsible: directory.operators.get(responsibleOf(dialog) ?? '') ?? null,
      lastAuthor: directory.operators.get(lastAuthorOf(dialog) ?? '') ?? null,
      pending,
      draft: draft === undefined ? null : previewOf(draft),
    };
  });
}

function lastAuthorOf({ lastMessage }: Dialog): Id | null {
  return lastMessage?.author.kind === 'operator' ? lastMessage.author.operatorId : null;
}

function directoryKeysOf(dialog: Dialog): DirectoryKey[] {
  const operators = new Set([responsibleOf(dialog), lastAuthorOf(dialog)]);
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
  for (const row of await reader.db.counters.toArray()) counters[row.list] = row.count;
  for (const { record, places } of overlaid.values())
    for (const list of LISTS)
      counters[list] += Number(places[list] !== undefined) - Number(record.lists[list] !== undefined);
  return counters;
}
