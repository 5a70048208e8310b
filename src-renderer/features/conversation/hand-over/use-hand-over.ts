import { useState } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { NOWHERE, useCommand, type Why } from '#renderer/commands/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { responsibleOf } from '#shared/domain/dialog.ts';
import type { HandOverCard, HandOverTarget } from '#shared/domain/hand-over.ts';
import type { Id } from '#shared/domain/ids.ts';
import { possible, type HandOverCommand } from './possible.ts';

/** What is done about who has the dialog. */
export interface HandOverPort {
  take: (fromId: Id) => void;
  transfer: (to: HandOverTarget, card: HandOverCard) => void;
  acceptTransfer: () => void;
  declineTransfer: (note: string) => void;
  recallTransfer: () => void;
  handBack: (note: string) => void;
  invite: (operatorIds: Id[], note: string) => void;
  join: () => void;
  leave: () => void;
  callSenior: (note: string) => void;
}

/** The window that asks for the rest of an action. */
export type Asking =
  | { kind: 'transfer' | 'invite' | 'decline' | 'handBack' | 'callSenior' }
  /** Whose dialog it was when the person pressed: if somebody else has it by then, the hub says so. */
  | { kind: 'take'; fromId: Id };

export interface HandOverHandle {
  asking: Asking | null;
  close: () => void;
  run: Record<HandOverCommand, () => void>;
  /** Null: can be done; undefined: makes no sense here; otherwise why not, in words. */
  why: Record<HandOverCommand, string | null | undefined>;
}

/**
 * Everything about who has the dialog, as commands: buttons, menus and bars run these.
 * @param waiting another dialog has been chosen, so that nothing is offered
 */
export function useHandOver(
  view: DialogView,
  port: HandOverPort,
  nameOf: (operatorId: Id) => string,
  waiting: boolean,
): HandOverHandle {
  const { t } = useTexts();
  const { operator } = useClient().session;
  const [asking, setAsking] = useState<Asking | null>(null);
  const can = possible(view, operator);
  const fromId = responsibleOf(view.dialog);

  const run: HandOverHandle['run'] = {
    'dialog.take': () => fromId !== null && setAsking({ kind: 'take', fromId }),
    'dialog.transfer': () => setAsking({ kind: 'transfer' }),
    'dialog.invite': () => setAsking({ kind: 'invite' }),
    'dialog.acceptTransfer': port.acceptTransfer,
    'dialog.declineTransfer': () => setAsking({ kind: 'decline' }),
    'dialog.recallTransfer': port.recallTransfer,
    'dialog.handBack': () => setAsking({ kind: 'handBack' }),
    'dialog.join': port.join,
    'dialog.leave': port.leave,
    'dialog.callSenior': () => setAsking({ kind: 'callSenior' }),
  };
  const whyNot = (id: HandOverCommand): string | null | undefined => {
    const refusal = can[id];
    if (refusal === 'called') return t('callSenior.already');
    return refusal && refusalText(refusal, nameOf, t);
  };
  const offer = (id: HandOverCommand): Why => {
    const no = whyNot(id);
    return waiting || no === undefined ? NOWHERE : no;
  };

  // The rest has buttons of its own in the header.
  useCommand('dialog.acceptTransfer', run['dialog.acceptTransfer'], offer('dialog.acceptTransfer'));
  useCommand('dialog.declineTransfer', run['dialog.declineTransfer'], offer('dialog.declineTransfer'));
  useCommand('dialog.recallTransfer', run['dialog.recallTransfer'], offer('dialog.recallTransfer'));
  useCommand('dialog.handBack', run['dialog.handBack'], offer('dialog.handBack'));
  useCommand('dialog.join', run['dialog.join'], offer('dialog.join'));
  useCommand('dialog.leave', run['dialog.leave'], offer('dialog.leave'));
  useCommand('dialog.callSenior', run['dialog.callSenior'], offer('dialog.callSenior'));

  const why = Object.fromEntries(
    (Object.keys(can) as HandOverCommand[]).map((id) => [id, whyNot(id)]),
  ) as HandOverHandle['why'];
  return { asking, close: () => setAsking(null), run, why };
}
