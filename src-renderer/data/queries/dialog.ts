import { responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { INTENTS } from '#shared/intents/all.ts';
import type { IntentContext } from '#shared/intents/define.ts';
import { descending } from '../db/descending.ts';
import { pickDirectory } from './directory.ts';
import type { ReplicaReader } from './reader.ts';
import type { DialogView } from './views.ts';

const NO_INTENT = '00000000-0000-7000-8000-000000000000';

export async function readDialog(reader: ReplicaReader, dialogId: Id): Promise<DialogView | null> {
  return reader.look(async () => {
    const found = await reader.dialog(dialogId);
    if (!found) return null;
    const { dialog } = found;
    const responsible = responsibleOf(dialog);
    const directory = await pickDirectory(reader.db, [
      ['channel', dialog.channelId],
      ['line', dialog.lineId],
      ['branch', dialog.branchId],
      ...(responsible === null ? [] : [['operator', responsible] as ['operator', Id]]),
    ]);
    return {
      dialog,
      contact: (await reader.db.contacts.get(dialog.contactId)) ?? null,
      channel: directory.channels.get(dialog.channelId) ?? null,
      line: directory.lines.get(dialog.lineId) ?? null,
      branch: directory.branches.get(dialog.branchId) ?? null,
      responsible: directory.operators.get(responsible ?? '') ?? null,
      can: permissions({ ...(await reader.context()), intentId: NO_INTENT, now: 0 }, dialog),
    };
  });
}

/** The hub's own rules, asked in advance. */
function permissions(ctx: IntentContext, dialog: Dialog): DialogView['can'] {
  const args = { dialogId: dialog.id };
  return {
    answer: INTENTS['dialog.answer'].check(ctx, dialog, args),
    finish: INTENTS['dialog.finish'].check(ctx, dialog, args),
    markRead: INTENTS['dialog.markRead'].check(ctx, dialog, args),
    reply: INTENTS['message.send'].check(ctx, dialog, {
      ...args,
      text: '.',
      visibility: 'public',
      afterSeq: null,
    }),
  };
}

/** The client's dialogs in the replica, newest first. */
export async function readContactDialogs(reader: ReplicaReader, contactId: Id): Promise<Dialog[]> {
  return reader.look(async () => {
    const records = await descending(
      reader.db.dialogs.where('[contactId+createdAt]').between([contactId, -Infinity], [contactId, Infinity]),
    ).toArray();
    const overlaid = await reader.overlaidDialogs();
    return records.map((record) => overlaid.get(record.id)?.dialog ?? record.dialog);
  });
}
