import type { ReactNode } from 'react';
import { useCommand } from '#renderer/commands/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { BigWindow } from '#renderer/kit/big-window.tsx';
import { useReplyDesk, useReplyWork } from '#renderer/quick-replies/desk.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { Library } from './library.tsx';

/** The window of quick replies, open while somebody works in it. */
export function ReplyWindow({ dialogId }: { dialogId: Id | null }): ReactNode {
  const { t } = useTexts();
  const desk = useReplyDesk();
  const work = useReplyWork();
  useCommand('reply.manage', () => desk.open({ kind: 'look', replyId: null, folder: null }));
  if (work === null) return null;
  return (
    <BigWindow
      title={t('reply.title')}
      closeLabel={t('common.close')}
      homeward="[data-area=composer]"
      onClose={desk.close}
    >
      <Library work={work} dialogId={dialogId} />
    </BigWindow>
  );
}
