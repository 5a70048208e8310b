import { BellOff, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { contactName, firstName } from '#renderer/i18n/words/names.ts';
import { ChannelGlyph } from '#renderer/kit/channel-glyph.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import { Waited } from '#renderer/people/waited.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { TableColumn } from '#shared/domain/table-order.ts';
import type { TableRow, TableStatus } from '#shared/domain/table-row.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';

interface CellProps {
  row: TableRow;
  names: DirectoryView;
  me: Id;
}

/** What one column shows of a line. Everything of a client is hostile text: text nodes, their direction their own. */
export function CellContent({ column, ...props }: CellProps & { column: TableColumn }): ReactNode {
  const { row, names } = props;
  switch (column) {
    case 'client':
      return <ClientName row={row} />;
    case 'last':
      return <LastMessage {...props} />;
    case 'status':
      return <Status row={row} />;
    case 'waiting':
      return row.waitingSince === null ? null : <Waited since={row.waitingSince} />;
    case 'responsible':
      return <Name of={row.responsibleId === null ? null : names.operators.get(row.responsibleId)?.name} />;
    case 'line':
      return <Name of={names.lines.get(row.lineId)?.name} />;
    case 'branch':
      return <Name of={names.branches.get(row.branchId)?.name} />;
    case 'channel':
      return <ChannelName channel={names.channels.get(row.channelId)} />;
    case 'created':
      return <Moment at={row.createdAt} />;
    case 'closed':
      return <Moment at={row.closedAt} />;
    case 'activity':
      return <Moment at={row.lastActivityAt} />;
    case 'messages':
      return <Count of={row.messages} />;
    case 'unread':
      return row.unread === 0 ? null : <Count of={row.unread} strong />;
    case 'tags':
      return <Name of={row.tags.join(', ')} />;
    default:
      return exhaustive(column, 'column of the table');
  }
}

function ClientName({ row }: { row: TableRow }): ReactNode {
  const { t } = useTexts();
  return (
    <bdi className={cn('truncate text-ink', row.unread > 0 ? 'font-semibold' : 'font-medium')}>
      {contactName(row, t)}
    </bdi>
  );
}

function LastMessage({ row, names, me }: CellProps): ReactNode {
  const { t } = useTexts();
  const last = row.lastMessage;
  if (last === null) return <span className="truncate text-ink-3">{t('dialogs.noMessages')}</span>;
  const { author } = last;
  const by =
    author.kind !== 'operator'
      ? null
      : author.operatorId === me
        ? t('operator.you')
        : firstName(names.operators.get(author.operatorId)?.name ?? t('operator.unknown'));
  return (
    <span className="truncate text-ink-2">
      {last.visibility === 'hidden' && (
        <>
          <EyeOff size={12} aria-hidden="true" className="mr-1 inline align-[-1px] text-warn" />
          <span className="sr-only">{t('dialogs.hidden')} </span>
        </>
      )}
      {by !== null && <span className="text-ink">{by}: </span>}
      <bdi>{lastWords(last, t)}</bdi>
    </span>
  );
}

/** Said by the word; the dot only helps the eye to find it. */
const DOTS: Readonly<Record<TableStatus, string>> = {
  queued: 'bg-danger',
  active: 'bg-ok',
  finished: 'bg-line-strong',
  silence: 'bg-line-strong',
  spam: 'bg-warn',
};

function Status({ row }: { row: TableRow }): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  if (row.snoozedUntil !== null)
    return (
      <span className="flex min-w-0 items-center gap-1.5 text-accent-text">
        <BellOff size={12} aria-hidden="true" className="shrink-0" />
        <span className="truncate">{t('table.until', { until: format.until(row.snoozedUntil, now) })}</span>
      </span>
    );
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-ink-2">
      <span aria-hidden="true" className={cn('size-2 shrink-0 rounded-full', DOTS[row.status])} />
      <span className="truncate">{t(`table.status.${row.status}`)}</span>
    </span>
  );
}

function Name({ of }: { of: string | null | undefined }): ReactNode {
  if (!of) return null;
  return (
    <bdi title={of} className="truncate text-ink-2">
      {of}
    </bdi>
  );
}

function ChannelName({ channel }: { channel: ReturnType<DirectoryView['channels']['get']> }): ReactNode {
  if (channel === undefined) return null;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <ChannelGlyph kind={channel.kind} size={14} />
      <Name of={channel.name} />
    </span>
  );
}

function Moment({ at }: { at: number | null }): ReactNode {
  const { format } = useTexts();
  const now = useHubNow(60_000);
  if (at === null) return null;
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={format.dateTime(at)}
      className="tnum truncate text-ink-2"
    >
      {format.stamp(at, now)}
    </time>
  );
}

function Count({ of, strong = false }: { of: number; strong?: boolean }): ReactNode {
  const { format } = useTexts();
  return (
    <span className={cn('tnum ml-auto', strong ? 'font-semibold text-accent-text' : 'text-ink-2')}>
      {format.number(of)}
    </span>
  );
}
