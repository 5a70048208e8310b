import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { noticeText } from '#renderer/i18n/words/notice.ts';
import { cn } from '#renderer/kit/cn.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Notice } from '#shared/domain/notice.ts';

interface NoticeItemProps {
  notice: Notice;
  now: number;
  nameOf: (operatorId: Id) => string;
  /** The keyboard begins here. */
  begin: boolean;
  /** It was to be opened, and its dialog is not here. */
  gone: boolean;
  onOpen: (notice: Notice) => void;
}

/** Who did what in whose dialog, with what was said. Names and texts are hostile: text nodes of their own direction. */
export function NoticeItem({ notice, now, nameOf, begin, gone, onOpen }: NoticeItemProps): ReactNode {
  const { t, format } = useTexts();
  const isNew = notice.seenAt === null;
  return (
    <li>
      <button
        type="button"
        data-notice={notice.kind}
        data-begin={begin || undefined}
        data-new={isNew || undefined}
        onClick={() => onOpen(notice)}
        className="flex w-full gap-2 px-4 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span
          aria-hidden="true"
          className={cn('mt-1.5 size-2 shrink-0 rounded-full', isNew ? 'bg-accent' : 'bg-transparent')}
        />
        <span className="min-w-0 grow">
          <span className="flex items-baseline gap-2">
            <span className={cn('min-w-0 grow text-sm', isNew ? 'font-semibold' : 'text-ink-2')}>
              {noticeText(notice, nameOf, t)}
            </span>
            {isNew && <span className="sr-only">{t('notices.new')}</span>}
            <time
              dateTime={new Date(notice.at).toISOString()}
              title={format.dateTime(notice.at)}
              className="tnum shrink-0 text-xs text-ink-3"
            >
              {format.listTime(notice.at, now)}
            </time>
          </span>
          <bdi className="block truncate text-sm text-ink">
            {notice.clientName.trim() === '' ? <Unnamed dialogId={notice.dialogId} /> : notice.clientName}
          </bdi>
          {notice.text !== '' && (
            <bdi className="line-clamp-3 text-sm break-words text-ink-2">{notice.text}</bdi>
          )}
          {gone && (
            <span role="alert" className="mt-1 block text-xs font-medium text-warn">
              {t('notices.gone')}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

/** A client who has told no name is called as everywhere else, where his dialog is here. */
function Unnamed({ dialogId }: { dialogId: Id }): ReactNode {
  const { t } = useTexts();
  const { queries } = useClient();
  const view = useLive(() => queries.dialog(dialogId), [queries, dialogId]);
  return contactName(view?.contact ?? null, t);
}
