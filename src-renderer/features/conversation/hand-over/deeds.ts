import type { Actions } from '#renderer/client/client.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { HandOverPort } from './use-hand-over.ts';

/**
 * What is done about who has a dialog. The keyboard goes to the message field where one writes next, or where what was pressed goes
 * with what is done.
 */
export function handOverDeeds(
  dialogId: Id,
  actions: Actions,
  attempt: (work: Promise<unknown>) => void,
  focusField: () => void,
): HandOverPort {
  return {
    take(fromId) {
      attempt(actions.take(dialogId, fromId));
      focusField();
    },
    transfer: (to, card) => attempt(actions.transfer(dialogId, to, card)),
    acceptTransfer() {
      attempt(actions.acceptTransfer(dialogId));
      focusField();
    },
    declineTransfer(note) {
      attempt(actions.declineTransfer(dialogId, note));
      focusField();
    },
    recallTransfer: () => attempt(actions.recallTransfer(dialogId)),
    handBack(note) {
      attempt(actions.handBack(dialogId, note));
      focusField();
    },
    invite: (operatorIds, note) => attempt(actions.invite(dialogId, operatorIds, note)),
    join() {
      attempt(actions.join(dialogId));
      focusField();
    },
    leave: () => attempt(actions.leave(dialogId)),
    callSenior: (note) => attempt(actions.callSenior(dialogId, note)),
  };
}
