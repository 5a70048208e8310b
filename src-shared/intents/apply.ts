import type { z } from 'zod';
import type { Dialog } from '../domain/dialog.ts';
import type { Id } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { exhaustive } from '../lib/exhaustive.ts';
import type { OnDialog } from './all.ts';
import type { DialogIntent, Effect, IntentContext, MessageIntent } from './define.ts';
import { dialogAcceptTransfer } from './dialog-accept-transfer.ts';
import { dialogAnswer } from './dialog-answer.ts';
import { dialogCallSenior } from './dialog-call-senior.ts';
import { dialogDeclineTransfer } from './dialog-decline-transfer.ts';
import { dialogFinish } from './dialog-finish.ts';
import { dialogHandBack } from './dialog-hand-back.ts';
import { dialogInvite } from './dialog-invite.ts';
import { dialogJoin } from './dialog-join.ts';
import { dialogLeave } from './dialog-leave.ts';
import { dialogMarkRead } from './dialog-mark-read.ts';
import { messageDelete } from './message-delete.ts';
import { messageEdit } from './message-edit.ts';
import { messageReact } from './message-react.ts';
import { messageRetry } from './message-retry.ts';
import { dialogMarkUnread } from './dialog-mark-unread.ts';
import { dialogPin, dialogUnpin } from './dialog-pin.ts';
import { dialogRecallTransfer } from './dialog-recall-transfer.ts';
import { dialogReopen } from './dialog-reopen.ts';
import { dialogSnooze, dialogUnsnooze } from './dialog-snooze.ts';
import { dialogSpam } from './dialog-spam.ts';
import { dialogTake } from './dialog-take.ts';
import { dialogTransfer } from './dialog-transfer.ts';
import { dialogUndo } from './dialog-undo.ts';
import { messageSend } from './message-send.ts';

export type Applied = { ok: true; effect: Effect } | { ok: false; refusal: Refusal };

function run<Name extends string, Args extends z.ZodType<{ dialogId: Id }>>(
  def: DialogIntent<Name, Args>,
  ctx: IntentContext,
  dialog: Dialog,
  args: z.output<Args>,
): Applied {
  const refusal = def.check(ctx, dialog, args);
  if (refusal) return { ok: false, refusal };
  return { ok: true, effect: { ...def.effect(ctx, dialog, args), changed: null } };
}

function runOnMessage<Name extends string, Args extends z.ZodType<{ dialogId: Id; messageId: Id }>>(
  def: MessageIntent<Name, Args>,
  ctx: IntentContext,
  dialog: Dialog,
  args: z.output<Args>,
): Applied {
  const { message } = ctx;
  if (!message) return { ok: false, refusal: { code: 'not_found' } };
  const refusal = def.check(ctx, { dialog, message }, args);
  if (refusal) return { ok: false, refusal };
  const done = def.effect(ctx, { dialog, message }, args);
  const changed = done.message === message ? null : { message: done.message, carry: done.carry };
  return { ok: true, effect: { dialog: done.dialog, messages: [], notices: done.notices, changed } };
}

/** Checks an intent against a dialog and computes what it does; pure. The actor must already be known to see the dialog. */
export function applyIntent(ctx: IntentContext, dialog: Dialog, intent: OnDialog): Applied {
  switch (intent.name) {
    case 'dialog.answer':
      return run(dialogAnswer, ctx, dialog, intent.args);
    case 'dialog.take':
      return run(dialogTake, ctx, dialog, intent.args);
    case 'dialog.transfer':
      return run(dialogTransfer, ctx, dialog, intent.args);
    case 'dialog.acceptTransfer':
      return run(dialogAcceptTransfer, ctx, dialog, intent.args);
    case 'dialog.declineTransfer':
      return run(dialogDeclineTransfer, ctx, dialog, intent.args);
    case 'dialog.recallTransfer':
      return run(dialogRecallTransfer, ctx, dialog, intent.args);
    case 'dialog.handBack':
      return run(dialogHandBack, ctx, dialog, intent.args);
    case 'dialog.invite':
      return run(dialogInvite, ctx, dialog, intent.args);
    case 'dialog.join':
      return run(dialogJoin, ctx, dialog, intent.args);
    case 'dialog.leave':
      return run(dialogLeave, ctx, dialog, intent.args);
    case 'dialog.callSenior':
      return run(dialogCallSenior, ctx, dialog, intent.args);
    case 'dialog.finish':
      return run(dialogFinish, ctx, dialog, intent.args);
    case 'dialog.spam':
      return run(dialogSpam, ctx, dialog, intent.args);
    case 'dialog.reopen':
      return run(dialogReopen, ctx, dialog, intent.args);
    case 'dialog.markRead':
      return run(dialogMarkRead, ctx, dialog, intent.args);
    case 'message.delete':
      return runOnMessage(messageDelete, ctx, dialog, intent.args);
    case 'message.edit':
      return runOnMessage(messageEdit, ctx, dialog, intent.args);
    case 'message.react':
      return runOnMessage(messageReact, ctx, dialog, intent.args);
    case 'message.retry':
      return runOnMessage(messageRetry, ctx, dialog, intent.args);
    case 'dialog.markUnread':
      return run(dialogMarkUnread, ctx, dialog, intent.args);
    case 'dialog.pin':
      return run(dialogPin, ctx, dialog, intent.args);
    case 'dialog.unpin':
      return run(dialogUnpin, ctx, dialog, intent.args);
    case 'dialog.snooze':
      return run(dialogSnooze, ctx, dialog, intent.args);
    case 'dialog.unsnooze':
      return run(dialogUnsnooze, ctx, dialog, intent.args);
    case 'dialog.undo':
      return run(dialogUndo, ctx, dialog, intent.args);
    case 'message.send':
      return run(messageSend, ctx, dialog, intent.args);
    default:
      return exhaustive(intent, 'intent');
  }
}
