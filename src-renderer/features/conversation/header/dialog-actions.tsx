import { CircleCheck, MailCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Button } from '#renderer/kit/button.tsx';
import { WithKeys } from '#renderer/kit/kbd.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { SHORTCUTS, useShortcut } from '#renderer/kit/shortcuts.ts';
import { responsibleOf } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { FinishQuestion } from './finish-question.tsx';

export interface ActionPort {
  answer: () => void;
  markRead: () => void;
  finish: () => void;
}

interface DialogActionsProps {
  view: DialogView;
  me: Id;
  port: ActionPort;
  nameOf: (operatorId: Id) => string;
}

/**
 * Answer stands first and goes when the dialog is one's own: the buttons to its right stay where they are, so that a
 * second press in a hurry meets nothing.
 */
export function DialogActions({ view, me, port, nameOf }: DialogActionsProps): ReactNode {
  const { t } = useTexts();
  const [asking, setAsking] = useState(false);
  const { dialog, can } = view;
  const why = (refusal: Refusal | null): string | null => refusal && refusalText(refusal, nameOf, t);
  const closed = dialog.state.status === 'closed';
  const mine = responsibleOf(dialog) === me;
  const nothingToRead = dialog.waitingSince === null && dialog.unread === 0;
  const whyNotRead = why(can.markRead) ?? (nothingToRead ? t('action.nothingToRead') : null);
  // Finishing over a waiting client's head is almost always a slip of the hand.
  const finish = (): void => (dialog.waitingSince === null ? port.finish() : setAsking(true));

  useShortcut('answer', port.answer, can.answer === null && !mine);
  useShortcut('markRead', port.markRead, whyNotRead === null);
  useShortcut('finish', finish, can.finish === null);

  return (
    <div role="group" aria-label={t('action.group')} className="flex shrink-0 items-center gap-2">
      {!closed && !mine && (
        <Button
          look="primary"
          disabledReason={why(can.answer)}
          hint={<WithKeys text={t('action.answer')} combo={SHORTCUTS.answer} />}
          aria-keyshortcuts={ariaKeys(SHORTCUTS.answer)}
          onClick={port.answer}
        >
          {t('action.answer')}
        </Button>
      )}
      {!closed && (
        <Button
          look="plain"
          disabledReason={whyNotRead}
          hint={<WithKeys text={t('action.markRead')} combo={SHORTCUTS.markRead} />}
          aria-keyshortcuts={ariaKeys(SHORTCUTS.markRead)}
          aria-label={t('action.markRead')}
          onClick={port.markRead}
        >
          <MailCheck size={16} aria-hidden="true" />
          <span className="hidden @2xl:inline">{t('action.markRead')}</span>
        </Button>
      )}
      <Button
        look="plain"
        disabledReason={why(can.finish)}
        hint={<WithKeys text={t('action.finish')} combo={SHORTCUTS.finish} />}
        aria-keyshortcuts={ariaKeys(SHORTCUTS.finish)}
        aria-label={t('action.finish')}
        onClick={finish}
      >
        <CircleCheck size={16} aria-hidden="true" />
        <span className="hidden @md:inline">{t('action.finish')}</span>
      </Button>
      <FinishQuestion
        contact={view.contact}
        open={asking}
        onClose={() => setAsking(false)}
        onFinish={port.finish}
      />
    </div>
  );
}
