/** The form that a client answers: found in his own talk, and closed by his answer. */
import type { FormAnswers } from '#shared/domain/form.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { toDialog } from '../db/rows.ts';
import { lockDialog, type Tx } from '../db/transaction.ts';
import { writeDialog } from '../intents/persist.ts';
import { readAnswers } from './answers.ts';
import { IntakeError, type GivenAnswers, type Incoming } from './incoming.ts';
import { messageInTalk } from './talk.ts';

type Form = NonNullable<Message['form']>;

/** A form that waits for its answer, with what was given for it. */
export interface Filled {
  answers: FormAnswers;
  dialogId: Id;
}

/**
 * What the client filled in, checked against what he was asked. A form of somebody else is not there, nor is one that was deleted.
 * The caller holds the identity's lock, under which every answer is taken.
 * @throws IntakeError
 */
export async function fillInForm(tx: Tx, incoming: Incoming, given: GivenAnswers): Promise<Filled> {
  const { message, form } = await waitingForm(tx, incoming, given.formId);
  return { answers: readAnswers(form, { ...given, formId: message.id }), dialogId: message.dialogId };
}

async function waitingForm(
  tx: Tx,
  incoming: Incoming,
  formId: Id,
): Promise<{ message: Message; form: Form }> {
  const message = await messageInTalk(tx, incoming, formId);
  if (!message?.form) throw new IntakeError('form_missing', 'There is no such form');
  if (message.form.answeredBy !== null)
    throw new IntakeError('form_answered', 'The form has been answered already');
  return { message, form: message.form };
}

/** The form as it is now, under the lock of its dialog: between reading it and here it may have been deleted. @throws IntakeError */
export async function lockForm(tx: Tx, incoming: Incoming, { answers, dialogId }: Filled): Promise<Message> {
  await lockDialog(tx, incoming.workspaceId, dialogId);
  return (await waitingForm(tx, incoming, answers.formId)).message;
}

/** The form's message once it is answered. */
export function answered(message: Message, answeredBy: Id): Message {
  const form = message.form && { ...message.form, answeredBy };
  return { ...message, ...(form && { form }), rev: message.rev + 1 };
}

/** Writes the answered form where its dialog gets nothing else: the answer has opened another one. */
export async function writeAnswered(tx: Tx, { workspaceId }: Incoming, message: Message): Promise<void> {
  const row = await tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', message.dialogId)
    .executeTakeFirstOrThrow();
  const before = toDialog(row);
  const changed = { message, carry: null };
  const xid = await writeDialog(tx.db, { workspaceId, before, next: before, messages: [], changed });
  if (xid === null) throw new Error(`Dialog ${row.id} changed although its lock was held`);
}
