/** What becomes of a dialog of which a colleague sees nothing any more by his rights (decision 040). Pure. */
import { guestsOf, isOpen, offeredTo, responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { DialogEvent } from '#shared/domain/message.ts';
import type { NoticeDraft, NoticeKind } from '#shared/domain/notice.ts';
import { audienceOf, reaches, type Scope } from '#shared/domain/scope.ts';
import { append, idle, type DialogEffect, type IntentContext } from '#shared/intents/define.ts';
import { eventDraft, without } from '#shared/intents/rules.ts';

type Was = Extract<DialogEvent, { type: 'access_lost' }>['was'];

/**
 * Whether a change of rights takes the dialog from him: all that he has where he works no more, otherwise what he reached by the
 * rights he had. What he was given elsewhere (offered to him, invited) was never theirs to give or take.
 */
export function loses(before: Scope, after: Scope | null, dialog: Dialog): boolean {
  return after === null || (reaches(before, audienceOf(dialog)) && !reaches(after, audienceOf(dialog)));
}

/** The dialog without him: nobody waits for who cannot come. The same dialog when he had no part in it. */
export function withoutAccess(
  ctx: Pick<IntentContext, 'intentId' | 'now'>,
  dialog: Dialog,
  operatorId: Id,
): DialogEffect {
  const was = isOpen(dialog) ? partOf(dialog, operatorId) : null;
  const toId = isOpen(dialog) ? offerOf(dialog, operatorId) : null;
  if (was === null && toId === null) return idle(dialog);
  const events: DialogEvent[] = [];
  if (toId !== null) events.push({ type: 'offer_recalled', operatorId, toId });
  if (was !== null) events.push({ type: 'access_lost', operatorId, was });
  const drafts = events.map((event, i) => eventDraft(ctx, i + 1, event));
  return append(left(ctx, dialog, operatorId), drafts, noticesOf(dialog, operatorId));
}

function partOf(dialog: Dialog, operatorId: Id): Was | null {
  if (responsibleOf(dialog) === operatorId) return 'responsible';
  if (offeredTo(dialog) === operatorId) return 'offered';
  return dialog.participantIds.includes(operatorId) ? 'guest' : null;
}

/** To whom he offers it; null when he does not. What he passed to a line is the line's already. */
function offerOf(dialog: Dialog, operatorId: Id): Id | null {
  return dialog.handOver?.fromId === operatorId ? offeredTo(dialog) : null;
}

function left(ctx: Pick<IntentContext, 'now'>, dialog: Dialog, operatorId: Id): Dialog {
  const owned = responsibleOf(dialog) === operatorId;
  const over = offeredTo(dialog) === operatorId || offerOf(dialog, operatorId) !== null;
  // What he had taken over can be handed back by nobody now; what a supervisor offers to somebody stays offered.
  const taken = owned && dialog.handOver?.state === 'taken';
  const next: Dialog = {
    ...dialog,
    participantIds: without(over ? guestsOf(dialog) : dialog.participantIds, operatorId),
    handOver: over || taken ? null : dialog.handOver,
    seniorCall: dialog.seniorCall?.byId === operatorId ? null : dialog.seniorCall,
  };
  if (!owned) return next;
  // The client waits for the line from now on, whoever had the last word; nobody is there for whom it could rest.
  return {
    ...next,
    state: { status: 'queued' },
    waitingSince: dialog.waitingSince ?? ctx.now,
    snoozed: null,
  };
}

/** Himself too, who may still be here: in another line. */
function noticesOf(dialog: Dialog, operatorId: Id): NoticeDraft[] {
  const to = (id: Id, kind: NoticeKind): NoticeDraft => ({
    to: { kind: 'operator', operatorId: id },
    kind,
    text: '',
  });
  const drafts: NoticeDraft[] = [];
  const toId = offerOf(dialog, operatorId);
  if (toId !== null) drafts.push(to(toId, 'offer_recalled'));
  if (responsibleOf(dialog) === operatorId) {
    const inside = [operatorId, ...without(guestsOf(dialog), operatorId)];
    drafts.push(...inside.map((id) => to(id, 'released')));
    drafts.push({ to: { kind: 'seniors' }, kind: 'released', text: '' });
  } else if (offeredTo(dialog) === operatorId && dialog.handOver) {
    drafts.push(to(dialog.handOver.fromId, 'offer_lapsed'), to(operatorId, 'offer_recalled'));
  }
  return drafts;
}
