import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { Draft } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Id } from '#shared/domain/ids.ts';

interface DeadLettersProps {
  dialogId: Id;
  onDismiss: (intentId: Id) => void;
  onEdit: (intentId: Id, back: Draft) => void;
}

/** Work of this dialog that this version cannot send: shown with its text, so that it can be written again. */
export function DeadLetters({ dialogId, onDismiss, onEdit }: DeadLettersProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const letters = useLive(() => client.queries.deadLetters(), [client]) ?? [];
  return letters
    .filter((letter) => letter.dialogId === dialogId)
    .map(({ intentId, text, hidden, reason }) => (
      <Notice
        key={intentId}
        tone="danger"
        className="shrink-0 border-b border-line"
        dismiss={{ label: t('pending.discard'), onDismiss: () => onDismiss(intentId) }}
        actions={
          text !== null && (
            <Button look="quiet" size="sm" onClick={() => onEdit(intentId, { text, hidden })}>
              {t('pending.edit')}
            </Button>
          )
        }
      >
        <span title={reason}>{t('refusals.unreadable')}</span>
        {text !== null && <bdi className="ml-2 font-normal text-ink-2">{text}</bdi>}
      </Notice>
    ));
}
