import type { Attachment } from '../domain/attachment.ts';
import { maxFileBytes } from '../domain/channel-abilities.ts';
import { guestsOf, isOpen, offeredTo, responsibleOf, type Dialog } from '../domain/dialog.ts';
import type { Id } from '../domain/ids.ts';
import { isOutgoing, type DialogEvent, type Message } from '../domain/message.ts';
import { MAX_NOTICE_TEXT, type NoticeDraft, type NoticeKind } from '../domain/notice.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { MessageDraft } from '../domain/transcript.ts';
import { deriveId } from '../lib/ids.ts';
import { cutText } from '../lib/text.ts';
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

/** What the client's messenger does not take would only fail on its way: it is said before. */
export function refuseIfNotCarried(ctx: IntentContext, attachments: readonly Attachment[]): Refusal | null {
  for (const { id, name, kind, size } of attachments) {
    const maxBytes = maxFileBytes(ctx.channel, kind);
    if (size > maxBytes || maxBytes === 0) return { code: 'file_not_carried', fileId: id, name, maxBytes };
  }
  return null;
}

/**
 * The stale-send guard: what a person wrote, perhaps hours ago without a network, does not go out over a colleague's head. His
 * own turns, from another window, overtake nobody.
 */
export function refuseIfOvertaken(
  ctx: IntentContext,
  dialog: Dialog,
  afterSeq: number | null,
): Refusal | null {
  const turn = dialog.lastTurn;
  if (afterSeq === null || turn === null || turn.seq <= afterSeq) return null;
  if (turn.operatorId === ctx.actor.operatorId) return null;
  return { code: 'overtaken', operatorId: turn.operatorId, what: turn.what };
}

/**
 * A dialog in which the client's newest word came after the person looked is not put aside under it, unless somebody has dealt
 * with it since. The person's own answer does not count: written before he looked, it went out over that word.
 */
export function refuseIfClientWrote(
  ctx: IntentContext,
  dialog: Dialog,
  afterSeq: number | null,
): Refusal | null {
  const { lastClientSeq, lastTurn, waitingSince } = dialog;
  if (afterSeq === null || lastClientSeq <= afterSeq) return null;
  const answeredBlindly =
    lastTurn !== null && lastTurn.seq > lastClientSeq && lastTurn.operatorId === ctx.actor.operatorId;
  return waitingSince !== null || answeredBlindly ? { code: 'client_wrote' } : null;
}

/** Where a changed message has to be carried: to nobody while the client has nothing of it and will get nothing. */
export function carryOf(message: Message, what: 'edit' | 'delete'): 'edit' | 'delete' | null {
  return isOutgoing(message) && message.delivery?.state !== 'failed' ? what : null;
}

export function refuseIfNotOffered(ctx: IntentContext, dialog: Dialog): Refusal | null {
  if (offeredTo(dialog) === ctx.actor.operatorId) return refuseIfClosed(dialog);
  return { code: 'offer_over', operatorId: responsibleOf(dialog) };
}

/** An event for colleagues, as the n-th by-product of the intent. */
export function eventDraft(
  ctx: Pick<IntentContext, 'intentId' | 'now'>,
  n: number,
  event: DialogEvent,
): MessageDraft {
  return {
    id: deriveId(ctx.intentId, n),
    author: { kind: 'system' },
    visibility: 'hidden',
    body: { kind: 'event', event },
    delivery: null,
    at: ctx.now,
  };
}

/**
 * The dialog becomes the actor's. An offer to him, or to his line, is taken by that; one to somebody else is over.
 */
export function claim(ctx: IntentContext, dialog: Dialog): Dialog {
  const { operatorId } = ctx.actor;
  const offer = dialog.handOver;
  const toMe = offer?.state === 'offered' && (offer.to.kind === 'line' || offer.to.operatorId === operatorId);
  return {
    ...dialog,
    state: { status: 'active', responsibleId: operatorId },
    participantIds: without(guestsOf(dialog), operatorId),
    handOver: toMe ? { ...offer, state: 'taken' } : null,
  };
}

/**
 * Whoever gave the dialog away hears what became of it; whoever it was offered to, that it is over; and whose it was, when somebody
 * else had offered it, that it is his no more.
 */
export function claimNotices(ctx: IntentContext, dialog: Dialog): NoticeDraft[] {
  const offer = dialog.handOver;
  if (offer?.state !== 'offered') return [];
  const { operatorId } = ctx.actor;
  const bystander = offeredTo(dialog);
  const owner = responsibleOf(dialog);
  const told = noticeTo(ctx, offer.fromId, offer.to.kind === 'line' ? 'line_taken' : 'offer_taken');
  if (bystander !== null && bystander !== operatorId)
    told.push(...noticeTo(ctx, bystander, 'offer_recalled'));
  if (owner !== null && owner !== offer.fromId) told.push(...noticeTo(ctx, owner, 'taken_over'));
  return told;
}

/** Nobody is told what he did himself. */
export function noticeTo(ctx: IntentContext, operatorId: Id, kind: NoticeKind, text = ''): NoticeDraft[] {
  if (operatorId === ctx.actor.operatorId) return [];
  return [{ to: { kind: 'operator', operatorId }, kind, text: cutText(text, MAX_NOTICE_TEXT) }];
}

/** What is over when a dialog is closed, whoever closes it and how. */
export function close(ctx: IntentContext, dialog: Dialog, outcome: 'finished' | 'spam'): Dialog {
  // A free dialog that somebody closes was his work.
  const responsibleId = responsibleOf(dialog) ?? ctx.actor.operatorId;
  return {
    ...dialog,
    state: {
      status: 'closed',
      responsibleId,
      closedAt: ctx.now,
      outcome,
    },
    participantIds: without(guestsOf(dialog), responsibleId),
    waitingSince: null,
    unread: 0,
    handOver: null,
    snoozed: null,
    seniorCall: null,
  };
}

/** Whoever it was offered to need not answer any more; who had passed it to the line hears whose work it became. */
export function closeNotices(ctx: IntentContext, dialog: Dialog): NoticeDraft[] {
  const offer = dialog.handOver;
  if (offer?.state !== 'offered') return [];
  return offer.to.kind === 'line'
    ? noticeTo(ctx, offer.fromId, 'line_taken')
    : noticeTo(ctx, offer.to.operatorId, 'offer_recalled');
}

export function without(ids: readonly Id[], ...gone: (Id | null)[]): Id[] {
  return ids.filter((id) => !gone.includes(id));
}

export function withId(ids: readonly Id[], id: Id): Id[] {
  return ids.includes(id) ? [...ids] : [...ids, id];
}
