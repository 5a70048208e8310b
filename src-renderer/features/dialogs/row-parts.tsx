import { ArrowRightLeft, BellOff, EyeOff, LifeBuoy, ShieldBan } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { useHubNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import { Waited } from '#renderer/people/waited.tsx';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { authorPrefix, markWords, type RowMark } from './row-words.ts';

export function RowTime({ at }: { at: number }): ReactNode {
  const { format } = useTexts();
  const now = useHubNow(60_000);
  // Under the pointer the row's button lies there, and would leave half of it.
  return (
    <span className="tnum shrink-0 text-xs text-ink-3 group-hover:invisible">{format.listTime(at, now)}</span>
  );
}

/** How it stands: rests until a time, was spam, or waits. */
export function RowState({ dialog }: { dialog: Dialog }): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  if (dialog.state.status === 'closed' && dialog.state.outcome === 'spam') {
    return (
      <span className="flex shrink-0 items-center gap-1 text-xs font-medium text-danger">
        <ShieldBan size={12} strokeWidth={2.25} />
        {t('row.spam')}
      </span>
    );
  }
  if (dialog.snoozed !== null) {
    return (
      <span className="tnum flex shrink-0 items-center gap-1 text-xs font-medium text-accent-text">
        <BellOff size={12} strokeWidth={2.25} />
        {t('row.until', { until: format.until(dialog.snoozed.until, now) })}
      </span>
    );
  }
  return dialog.waitingSince === null ? null : (
    <Waited since={dialog.waitingSince} className="shrink-0 text-xs" />
  );
}

/** What is asked of the person stands out; what colleagues wait for does not. */
export function Mark({ mark }: { mark: RowMark }): ReactNode {
  const { t } = useTexts();
  const Icon = mark.kind === 'seniorCalled' ? LifeBuoy : ArrowRightLeft;
  return (
    <span
      data-mark={mark.kind}
      className={cn(
        'flex min-w-0 shrink-0 items-center gap-1 text-xs',
        mark.kind === 'offeredToYou' && 'font-semibold text-accent-text',
        mark.kind === 'seniorCalled' && 'font-medium text-warn',
        mark.kind === 'offeredTo' && 'text-ink-2',
      )}
    >
      <Icon size={12} strokeWidth={2.25} className="shrink-0" />
      <bdi className="max-w-32 truncate">{markWords(mark, t)}</bdi>
    </span>
  );
}

/** Draft, or the last text with who said it. Hostile text: always a text node, its direction its own. */
export function Preview({ row, me }: { row: DialogRow; me: Id }): ReactNode {
  const { t } = useTexts();
  const last = row.dialog.lastMessage;
  if (row.draft !== null) {
    return (
      <>
        <span className="text-danger">{t('dialogs.draft')}: </span>
        <bdi>{row.draft}</bdi>
      </>
    );
  }
  if (last === null) return <span className="text-ink-3">{t('dialogs.noMessages')}</span>;
  const prefix = authorPrefix(last.author, me, row, t);
  return (
    <>
      {last.visibility === 'hidden' && <EyeOff size={12} className="mr-1 inline align-[-1px] text-warn" />}
      {prefix !== null && <span className="text-ink">{prefix}: </span>}
      <bdi>{lastWords(last, t)}</bdi>
    </>
  );
}
