import { AlarmClock, Clock, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import type { Id } from '#shared/domain/ids.ts';
import { authorPrefix } from './row-words.ts';
import { urgencyOf, waitedMs } from './waiting.ts';

export function RowTime({ at }: { at: number }): ReactNode {
  const { format } = useTexts();
  const now = useNow(60_000);
  return <span className="tnum shrink-0 text-xs text-ink-3">{format.listTime(at, now)}</span>;
}

/** Ticks by itself; the row around it is not drawn again. */
export function Waiting({ since }: { since: number }): ReactNode {
  const { format } = useTexts();
  const waited = waitedMs(since, useNow(15_000));
  const urgency = urgencyOf(waited);
  const Icon = urgency === 'overdue' ? AlarmClock : Clock;
  return (
    <span
      data-urgency={urgency}
      className={cn(
        'tnum flex shrink-0 items-center gap-1 text-xs',
        urgency === 'fresh' && 'text-ink-3',
        urgency === 'late' && 'font-medium text-warn',
        urgency === 'overdue' && 'font-semibold text-danger',
      )}
    >
      <Icon size={12} strokeWidth={2.25} />
      {format.span(waited)}
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
      <bdi>{last.preview}</bdi>
    </>
  );
}
