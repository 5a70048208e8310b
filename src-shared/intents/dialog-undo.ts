import { z } from 'zod';
import { isOpen, responsibleOf, type Dialog } from '../domain/dialog.ts';
import { MAX_SNOOZE_MS } from '../domain/hand-over.ts';
import { idSchema } from '../domain/ids.ts';
import type { DialogEvent } from '../domain/message.ts';
import { stoodSchema, undoableSchema, type Stood, type Undoable } from '../domain/undo.ts';
import { append, defineDialogIntent, idle, type IntentContext } from './define.ts';
import { eventDraft, refuseIfClosed, refuseIfOthers, refuseIfOvertaken } from './rules.ts';

/**
 * Takes back what the actor did just now: whose the dialog is, since when its client waits and how long it rests are again as he saw
 * them before. What the client has said since counts on top of it; over a colleague's deed it is refused. As with opening
 * again, only the hub knows whether the client has a newer dialog.
 */
export const dialogUndo = defineDialogIntent({
  name: 'dialog.undo',
  args: z.object({ dialogId: idSchema, deed: undoableSchema, before: stoodSchema }),
  check(ctx, dialog, { deed, before }) {
    return (
      (closes(deed) ? null : refuseIfClosed(dialog)) ??
      refuseIfOthers(ctx, dialog) ??
      refuseIfOvertaken(ctx, dialog, before.lastSeq)
    );
  },
  effect(ctx, dialog, { deed, before }) {
    if (!stands(dialog, deed, before)) return idle(dialog);
    const state = stateOf(ctx, dialog, deed, before);
    const undone: Dialog = {
      ...dialog,
      ...waitOf(ctx, dialog, deed, before),
      state,
      // Nobody would be there when it wakes, and until then it would be in nobody's list.
      snoozed: state.status === 'queued' ? null : restOf(ctx, dialog, before),
    };
    if (standsAlike(undone, dialog)) return idle(dialog);
    return append(undone, [eventDraft(ctx, 1, eventOf(ctx, deed))]);
  },
});

function closes(deed: Undoable): deed is 'finish' | 'spam' {
  return deed === 'finish' || deed === 'spam';
}

function standsAlike(one: Dialog, other: Dialog): boolean {
  return (
    isOpen(one) === isOpen(other) &&
    responsibleOf(one) === responsibleOf(other) &&
    one.waitingSince === other.waitingSince &&
    one.unread === other.unread &&
    one.snoozed?.until === other.snoozed?.until
  );
}

/** Whether what is to be taken back still holds. */
function stands(dialog: Dialog, deed: Undoable, before: Stood): boolean {
  if (closes(deed)) return !isOpen(dialog);
  if (deed === 'snooze') return dialog.snoozed !== null;
  // Of one that waited already it only ended the rest.
  if (deed === 'markUnread') return dialog.waitingSince !== null && dialog.snoozed === null;
  // Of a client who has written again meanwhile it is left that he waits since longer.
  return dialog.waitingSince === null || dialog.waitingSince > (before.waitingSince ?? Infinity);
}

function stateOf(ctx: IntentContext, { state }: Dialog, deed: Undoable, { free }: Stood): Dialog['state'] {
  if (state.status === 'queued' || !(closes(deed) || deed === 'snooze')) return state;
  const { responsibleId } = state;
  const { operatorId } = ctx.actor;
  if (free && responsibleId === operatorId) return { status: 'queued' };
  return { status: 'active', responsibleId: responsibleId ?? operatorId };
}

/** Since when the client waits: as before, unless words said since have ended that wait or begun another. */
function waitOf(
  ctx: IntentContext,
  dialog: Dialog,
  deed: Undoable,
  before: Stood,
): Pick<Dialog, 'waitingSince' | 'unread'> {
  const { lastTurn, createdAt, waitingSince, unread } = dialog;
  const answeredSince = lastTurn?.what === 'answered' && lastTurn.seq > before.lastSeq;
  if (deed === 'snooze' || answeredSince) return { waitingSince, unread };
  const more = wroteSince(dialog, before) ? Math.max(1, unread) : 0;
  if (before.waitingSince === null)
    return more > 0
      ? { waitingSince: waitingSince ?? ctx.now, unread: more }
      : { waitingSince: null, unread: 0 };
  // No longer than there is a dialog, by a clock that may be wrong.
  const since = Math.min(Math.max(before.waitingSince, createdAt), ctx.now);
  return { waitingSince: since, unread: Math.max(1, Math.min(before.unread, dialog.lastSeq)) + more };
}

/** The client's words have ended the rest. */
function restOf(ctx: IntentContext, dialog: Dialog, before: Stood): Dialog['snoozed'] {
  const { restedUntil } = before;
  if (restedUntil === null || restedUntil <= ctx.now || wroteSince(dialog, before)) return null;
  const until = Math.min(restedUntil, ctx.now + MAX_SNOOZE_MS);
  return { until, byId: responsibleOf(dialog) ?? ctx.actor.operatorId };
}

function wroteSince(dialog: Dialog, before: Stood): boolean {
  return dialog.lastClientSeq > before.lastSeq;
}

function eventOf(ctx: IntentContext, deed: Undoable): DialogEvent {
  const { operatorId } = ctx.actor;
  if (closes(deed)) return { type: 'reopened', operatorId };
  if (deed === 'snooze') return { type: 'woken', operatorId };
  return { type: deed === 'markRead' ? 'marked_unread' : 'marked_read', operatorId };
}
