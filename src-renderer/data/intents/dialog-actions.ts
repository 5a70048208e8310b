import type { HandOverCard, HandOverTarget } from '#shared/domain/hand-over.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Stood, Undoable } from '#shared/domain/undo.ts';
import type { IntentInput, IntentName } from '#shared/intents/all.ts';

export type Act = <Name extends IntentName>(name: Name, args: IntentInput<Name>) => Promise<void>;

/** What is not done over words of the client that the person has not seen. */
type Guarded = 'dialog.finish' | 'dialog.markRead' | 'dialog.snooze';
export type ActKnowing = <Name extends Guarded>(
  name: Name,
  args: Omit<IntentInput<Name>, 'afterSeq'> & { dialogId: Id },
) => Promise<void>;

/** What a person does to a dialog as a whole. */
export function dialogActions(act: Act, actKnowing: ActKnowing) {
  return {
    answer: (dialogId: Id) => act('dialog.answer', { dialogId }),
    markRead: (dialogId: Id) => actKnowing('dialog.markRead', { dialogId }),
    finish: (dialogId: Id, upTo?: number) =>
      upTo === undefined
        ? actKnowing('dialog.finish', { dialogId })
        : act('dialog.finish', { dialogId, afterSeq: upTo }),
    snooze: (dialogId: Id, until: Timestamp) => actKnowing('dialog.snooze', { dialogId, until }),
    unsnooze: (dialogId: Id) => act('dialog.unsnooze', { dialogId }),
    take: (dialogId: Id, fromId: Id) => act('dialog.take', { dialogId, fromId }),
    transfer: (dialogId: Id, to: HandOverTarget, card: HandOverCard) =>
      act('dialog.transfer', { dialogId, to, card }),
    acceptTransfer: (dialogId: Id) => act('dialog.acceptTransfer', { dialogId }),
    declineTransfer: (dialogId: Id, note: string) => act('dialog.declineTransfer', { dialogId, note }),
    recallTransfer: (dialogId: Id) => act('dialog.recallTransfer', { dialogId }),
    handBack: (dialogId: Id, note: string) => act('dialog.handBack', { dialogId, note }),
    invite: (dialogId: Id, operatorIds: Id[], note: string) =>
      act('dialog.invite', { dialogId, operatorIds, note }),
    join: (dialogId: Id) => act('dialog.join', { dialogId }),
    leave: (dialogId: Id) => act('dialog.leave', { dialogId }),
    callSenior: (dialogId: Id, note: string) => act('dialog.callSenior', { dialogId, note }),
    spam: (dialogId: Id) => act('dialog.spam', { dialogId }),
    reopen: (dialogId: Id) => act('dialog.reopen', { dialogId }),
    markUnread: (dialogId: Id) => act('dialog.markUnread', { dialogId }),
    undo: (dialogId: Id, deed: Undoable, before: Stood) => act('dialog.undo', { dialogId, deed, before }),
    pin: (dialogId: Id) => act('dialog.pin', { dialogId }),
    unpin: (dialogId: Id) => act('dialog.unpin', { dialogId }),
  };
}
