import { responsibleOf, type Dialog } from '../domain/dialog.ts';
import type { Id } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { IntentInput, OnDialog } from './all.ts';
import { applyIntent } from './apply.ts';
import type { IntentContext } from './define.ts';
import { NOTHING_ELSE } from './message-send.ts';

/** Somebody, where it does not matter who. */
const SOMEBODY: Id = '00000000-0000-7000-8000-000000000000';
const HOUR_MS = 3600 * 1000;
const NO_CARD = { reason: '', promised: '', promisedUntil: null };

type Samples = Record<string, OnDialog>;

/** One intent of each kind, with such arguments that only the dialog and the person decide. */
function samplesFor(ctx: IntentContext, dialog: Dialog) {
  const { id: dialogId } = dialog;
  const of = <Name extends OnDialog['name']>(name: Name, args: IntentInput<Name>): OnDialog =>
    ({ id: ctx.intentId, at: ctx.now, name, args }) as OnDialog;
  const said = { ...NOTHING_ELSE, dialogId, text: '.', afterSeq: null };
  return {
    answer: of('dialog.answer', { dialogId }),
    take: of('dialog.take', { dialogId, fromId: responsibleOf(dialog) ?? SOMEBODY }),
    transfer: of('dialog.transfer', {
      dialogId,
      to: { kind: 'operator', operatorId: SOMEBODY },
      card: NO_CARD,
    }),
    acceptTransfer: of('dialog.acceptTransfer', { dialogId }),
    declineTransfer: of('dialog.declineTransfer', { dialogId, note: '' }),
    recallTransfer: of('dialog.recallTransfer', { dialogId }),
    handBack: of('dialog.handBack', { dialogId, note: '' }),
    invite: of('dialog.invite', { dialogId, operatorIds: [SOMEBODY], note: '' }),
    join: of('dialog.join', { dialogId }),
    leave: of('dialog.leave', { dialogId }),
    callSenior: of('dialog.callSenior', { dialogId, note: '' }),
    finish: of('dialog.finish', { dialogId, afterSeq: null }),
    spam: of('dialog.spam', { dialogId }),
    reopen: of('dialog.reopen', { dialogId }),
    markRead: of('dialog.markRead', { dialogId, afterSeq: null }),
    markUnread: of('dialog.markUnread', { dialogId }),
    pin: of('dialog.pin', { dialogId }),
    unpin: of('dialog.unpin', { dialogId }),
    snooze: of('dialog.snooze', { dialogId, until: ctx.now + HOUR_MS, afterSeq: null }),
    unsnooze: of('dialog.unsnooze', { dialogId }),
    reply: of('message.send', { ...said, visibility: 'public' }),
    whisper: of('message.send', { ...said, visibility: 'hidden' }),
  } satisfies Samples;
}

export type Deed = keyof ReturnType<typeof samplesFor>;

/** How one person stands to one dialog: the hub's own rules, asked in advance. */
export interface Standing {
  /** Null: allowed now. Otherwise why it would be refused. */
  can: Record<Deed, Refusal | null>;
  /** Allowed, and would change nothing: Unpin of what is not pinned. */
  idle: ReadonlySet<Deed>;
}

/** What the person could do to the dialog now; what only the tables of the hub know is not in it. */
export function standingIn(ctx: IntentContext, dialog: Dialog): Standing {
  const idle = new Set<Deed>();
  const samples = samplesFor(ctx, dialog);
  const entries = (Object.keys(samples) as Deed[]).map((deed): [Deed, Refusal | null] => {
    const applied = applyIntent(ctx, dialog, samples[deed]);
    if (applied.ok && applied.effect.dialog === dialog) idle.add(deed);
    return [deed, applied.ok ? null : applied.refusal];
  });
  return { can: Object.fromEntries(entries) as Record<Deed, Refusal | null>, idle };
}
