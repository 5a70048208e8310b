import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Notice } from '#renderer/kit/notice.tsx';

interface FailureNoticeProps {
  /** What could not even be written to this computer; in the machine's words. */
  failure: string | null;
  onForget: () => void;
}

/** Says that something was not kept, until the person puts it away. */
export function FailureNotice({ failure, onForget }: FailureNoticeProps): ReactNode {
  const { t } = useTexts();
  if (failure === null) return null;
  return (
    <Notice
      tone="danger"
      urgent
      className="shrink-0 border-b border-line"
      dismiss={{ label: t('common.dismiss'), onDismiss: onForget }}
    >
      {t('action.failed', { detail: failure })}
    </Notice>
  );
}
