import type { ReactNode } from 'react';
import type { RefusalNotice } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Button } from '#renderer/kit/button.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Id } from '#shared/domain/ids.ts';

const WHAT = {
  'dialog.answer': 'action.answer',
  'dialog.finish': 'action.finish',
  'dialog.markRead': 'action.markRead',
  'message.send': 'composer.send',
} as const;

interface RefusalNoticesProps {
  notices: readonly RefusalNotice[];
  nameOf: (operatorId: Id) => string;
  onDismiss: (intentId: Id) => void;
  /** Puts the text of a refused message back into the message field. */
  onEdit: (intentId: Id, text: string) => void;
}

/** What the hub did not do, where it was asked for: under the buttons, until the person has seen it. */
export function RefusalNotices({ notices, nameOf, onDismiss, onEdit }: RefusalNoticesProps): ReactNode {
  const { t } = useTexts();
  return notices.map((notice) => {
    const reason = refusalText(notice.refusal, nameOf, t);
    const { text } = notice;
    return (
      <Notice
        key={notice.intentId}
        tone="warn"
        urgent
        className="shrink-0 border-b border-line"
        dismiss={{ label: t('common.dismiss'), onDismiss: () => onDismiss(notice.intentId) }}
        actions={
          text !== null && (
            <Button look="quiet" size="sm" onClick={() => onEdit(notice.intentId, text)}>
              {t('pending.edit')}
            </Button>
          )
        }
      >
        {notice.refusal.code === 'claimed_by_other'
          ? reason
          : t('notice.refused', { what: t(WHAT[notice.name]), reason })}
      </Notice>
    );
  });
}
