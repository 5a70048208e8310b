import { guestsOf, responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { standingIn } from '#shared/intents/standing.ts';
import { readArchivedOf } from '../db/archive.ts';
import { isPending } from '../db/outbox-entry.ts';
import type { DialogReading } from './dialog-arrivals.ts';
import type { DialogView, Waiting } from './views.ts';
import { pickDirectory } from './directory.ts';
import type { OverlaidRecord, ReplicaReader } from './reader.ts';

const NO_INTENT = '00000000-0000-7000-8000-000000000000';

export async function readDialog(reader: ReplicaReader, dialogId: Id): Promise<DialogView | null> {
  return (await lookAtDialog(reader, dialogId))?.view ?? null;
}

/** With what another row of the dialog would make of it. */
export async function lookAtDialog(reader: ReplicaReader, dialogId: Id): Promise<DialogReading | null> {
  return reader.look(async () => {
    // What does not need each other at once: the ways to the database and back are most of the time.
    const [found, overlay] = await Promise.all([reader.dialog(dialogId), reader.contactOverlay()]);
    if (!found) return null;
    const { archived, started } = found.record;
    const contactId = overlay.now(found.dialog.contactId);
    const dialog = contactId === found.dialog.contactId ? found.dialog : { ...found.dialog, contactId };
    const copy = contactId === found.dialog.contactId ? (archived?.contact ?? started?.contact) : null;
    // Those as well to whom it may go in a moment.
    const people = [...peopleOf(dialog), reader.viewer.operatorId];
    const [base, directory] = await Promise.all([
      reader.contact(contactId, copy ?? null),
      pickDirectory(reader.db, [
        ['channel', dialog.channelId],
        ['line', dialog.lineId],
        ['branch', dialog.branchId],
        ...people.map((id): ['operator', Id] => ['operator', id]),
      ]),
    ]);
    const contact = overlay.laidOver(contactId, base);
    const channel = directory.channels.get(dialog.channelId) ?? null;
    const ctx = {
      ...overlay.looking,
      intentId: NO_INTENT,
      now: 0,
      channel: channel?.kind ?? null,
      message: null,
    };
    const { operators } = directory;
    const looked = {
      contact,
      channel,
      line: directory.lines.get(dialog.lineId) ?? null,
      branch: directory.branches.get(dialog.branchId) ?? null,
    };
    const viewOf = (now: Dialog, handOverPending: boolean) => ({
      ...looked,
      dialog: now,
      responsible: operators.get(responsibleOf(now) ?? '') ?? null,
      handOverPending,
      ...standingIn(ctx, now),
    });
    const row = found.record.dialog;
    const pending = found.entries.some((entry) => isPending(entry.state));
    return {
      view: viewOf(dialog, dialog.handOver !== null && dialog.handOver !== row.handOver),
      row,
      as(next) {
        const elsewhere = PLACES.some((key) => next[key] !== row[key]);
        const responsible = responsibleOf(next);
        const known = responsible === null || operators.has(responsible);
        return pending || elsewhere || !known ? null : viewOf({ ...next, contactId }, false);
      },
    };
  });
}

/** Which of them wait for an answer; of those that are not here nobody knows. */
export async function readWaiting(reader: ReplicaReader, dialogIds: readonly Id[]): Promise<Waiting> {
  return reader.look(async () => {
    const overlaid = await reader.overlaidDialogs();
    const rows = await reader.db.dialogs.bulkGet([...dialogIds]);
    const ids = dialogIds.filter((id, i) => {
      const laid = overlaid.get(id);
      const dialog = laid?.dialog ?? rows[i]?.dialog;
      return dialog !== undefined && (dialog.waitingSince !== null || (laid ? spokeMeanwhile(laid) : false));
    });
    const ends = rows.flatMap((row) => (row ? [[row.id, row.dialog.lastSeq] as const] : []));
    return { ids, ends: new Map(ends) };
  });
}

/** The client's word is newer than what the answers on their way were written to. */
function spokeMeanwhile({ record: { dialog }, entries }: OverlaidRecord): boolean {
  const answers = entries.flatMap(({ intent, state }) =>
    intent.name === 'message.send' && intent.args.visibility === 'public' && isPending(state)
      ? [intent.args.afterSeq]
      : [],
  );
  const before = (afterSeq: number | null): boolean => afterSeq !== null && afterSeq < dialog.lastClientSeq;
  return dialog.waitingSince !== null && answers.length > 0 && answers.every(before);
}

/** What belongs to a dialog by these was read with it. */
const PLACES = ['channelId', 'lineId', 'branchId', 'contactId'] as const;

function peopleOf(dialog: Dialog): Id[] {
  const { handOver } = dialog;
  const to = handOver?.to.kind === 'operator' ? handOver.to.operatorId : null;
  const all = [responsibleOf(dialog), handOver?.fromId ?? null, to, ...guestsOf(dialog)];
  return all.filter((id) => id !== null);
}

/** The client's dialogs in the replica, newest first; those that the person began and the hub does not know yet too. */
export async function readContactDialogs(reader: ReplicaReader, contactId: Id): Promise<Dialog[]> {
  return reader.look(async () => {
    const contacts = await reader.contactOverlay();
    const id = contacts.now(contactId);
    const overlaid = await reader.overlaidDialogs();
    const found = new Map<Id, Dialog>();
    for (const part of contacts.partsOf(id)) {
      const range = reader.db.dialogs.where('[contactId+createdAt]');
      for (const { dialog } of await range.between([part, -Infinity], [part, Infinity]).toArray())
        found.set(dialog.id, dialog);
      for (const { dialog } of await readArchivedOf(reader.db, part)) found.set(dialog.id, dialog);
    }
    for (const { record, dialog } of overlaid.values())
      if (record.started && contacts.now(dialog.contactId) === id) found.set(dialog.id, dialog);
    return [...found.values()]
      .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      .map((dialog) => overlaid.get(dialog.id)?.dialog ?? dialog)
      .map((dialog) => (dialog.contactId === id ? dialog : { ...dialog, contactId: id }));
  });
}
