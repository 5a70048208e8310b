import type { ReactNode } from 'react';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import type { Id } from '#shared/domain/ids.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { InviteWindow } from './invite-window.tsx';
import { NoteWindow } from './note-window.tsx';
import { TakeQuestion } from './take-question.tsx';
import { TransferWindow } from './transfer-window.tsx';
import type { Asking, HandOverPort } from './use-hand-over.ts';

interface HandOverWindowsProps {
  asking: Asking | null;
  onClose: () => void;
  view: DialogView;
  port: HandOverPort;
  nameOf: (operatorId: Id) => string;
}

/** The one window that asks for the rest of what was begun. */
export function HandOverWindows({ asking, onClose, view, port, nameOf }: HandOverWindowsProps): ReactNode {
  const { t } = useTexts();
  if (asking === null) return null;
  const { kind } = asking;
  const giver = view.dialog.handOver === null ? t('operator.unknown') : nameOf(view.dialog.handOver.fromId);
  switch (kind) {
    case 'transfer':
      return <TransferWindow view={view} onClose={onClose} onTransfer={port.transfer} />;
    case 'invite':
      return <InviteWindow dialog={view.dialog} onClose={onClose} onInvite={port.invite} />;
    case 'take':
      return (
        <TakeQuestion
          name={nameOf(asking.fromId)}
          clientName={contactName(view.contact, t)}
          onClose={onClose}
          onTake={() => port.take(asking.fromId)}
        />
      );
    case 'decline':
      return (
        <NoteWindow
          title={t('decline.title')}
          text={t('decline.text', { name: giver })}
          label={t('decline.note')}
          submit={t('action.declineTransfer')}
          onClose={onClose}
          onSubmit={port.declineTransfer}
        />
      );
    case 'handBack':
      return (
        <NoteWindow
          title={t('handBack.title')}
          text={t('handBack.text', { name: giver })}
          label={t('handBack.note')}
          submit={t('action.handBack')}
          onClose={onClose}
          onSubmit={port.handBack}
        />
      );
    case 'callSenior':
      return (
        <NoteWindow
          title={t('callSenior.title')}
          text={t('callSenior.text')}
          label={t('callSenior.note')}
          submit={t('callSenior.submit')}
          onClose={onClose}
          onSubmit={port.callSenior}
        />
      );
    default:
      return exhaustive(kind, 'window of a hand-over');
  }
}
