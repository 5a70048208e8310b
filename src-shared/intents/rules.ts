import { isOpen, responsibleOf, type Dialog } from '../domain/dialog.ts';
import type { DialogEvent } from '../domain/message.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { MessageDraft } from '../domain/transcript.ts';
import { deriveId } from '../lib/ids.ts';
import type { IntentContext } from './define.ts';

/** Rules that several intents share. */

export function refuseIfClosed(dialog: Dialog): Refusal | null {
  return isOpen(dialog) ? null : { code: 'dialog_closed' };
}

/** A dialog that a colleague owns is left to him, to those he invited, and to supervisors who step in (scenario F1). */
export function refuseIfOthers(ctx: IntentContext, dialog: Dialog): Refusal | null {
  const responsible = responsibleOf(dialog);
  if (responsible === null || responsible === ctx.actor.operatorId) return null;
  if (ctx.actor.role !== 'operator' || dialog.participantIds.includes(ctx.actor.operatorId)) return null;
  return { code: 'not_responsible', operatorId: responsible };
}

/** An event for colleagues, as the n-th by-product of the intent. */
export function eventDraft(ctx: IntentContext, n: number, event: DialogEvent): MessageDraft {
  return {
    id: deriveId(ctx.intentId, n),
    author: { kind: 'system' },
    visibility: 'hidden',
    body: { kind: 'event', event },
    delivery: null,
    at: ctx.now,
  };
}

export function claim(ctx: IntentContext, dialog: Dialog): Dialog {
  return { ...dialog, state: { status: 'active', responsibleId: ctx.actor.operatorId } };
}
