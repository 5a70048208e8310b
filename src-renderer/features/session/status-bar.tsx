import { CloudUpload, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { SyncStatus } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { useNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import { Tooltip } from '#renderer/kit/tooltip.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { connectionLook, type Tone } from './connection-words.ts';
import { RefusalMenu } from './refusal-menu.tsx';

/** Different shapes as well as colours: filled, half, hollow, square. */
const DOTS: Record<Tone, string> = {
  ok: 'rounded-full bg-ok',
  busy: 'rounded-full border-2 border-warn',
  off: 'rounded-full border-2 border-danger',
  stop: 'rounded-xs bg-danger',
};

/** The foot of the list: connection, what waits to be sent, what was refused. */
export function StatusBar(props: {
  onOpenDialog: (dialogId: Id) => void;
  onOpenTalk: (talkId: Id) => void;
}): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const status = useLive(() => client.queries.status(), [client]);
  return (
    <footer className="flex h-9 shrink-0 items-center gap-2 border-t border-line px-3 text-xs text-ink-2">
      {status !== undefined && <Connection status={status} />}
      <span className="grow" />
      <RefusalMenu {...props} />
      {status !== undefined && status.pending > 0 && (
        <Tooltip content={t('status.unsentHint')} side="top">
          <span className="tnum flex shrink-0 items-center gap-1 text-ink-2">
            <CloudUpload size={14} aria-hidden="true" />
            {t('status.unsent', { count: status.pending })}
          </span>
        </Tooltip>
      )}
    </footer>
  );
}

function Connection({ status }: { status: SyncStatus }): ReactNode {
  const { t } = useTexts();
  const { connection } = status;
  const look = connectionLook(connection);
  const label = t(look.label);
  return (
    <>
      <span aria-hidden="true" className={cn('size-2 shrink-0', DOTS[look.tone])} />
      <span
        role="status"
        aria-label={label}
        data-connection={connection.kind}
        className="shrink-0 font-medium"
      >
        {label}
      </span>
      {(connection.kind === 'reconnecting' || connection.kind === 'offline') && (
        <>
          {connection.kind === 'offline' ? (
            <Since at={connection.since} />
          ) : (
            <Reconnecting since={connection.since} nextTryAt={connection.nextTryAt} />
          )}
          <TryNow />
        </>
      )}
    </>
  );
}

function Since({ at }: { at: number }): ReactNode {
  const { t, format } = useTexts();
  return (
    <span className="tnum shrink-0">
      {t('status.offlineSince', { time: format.stamp(at, useNow(60_000)) })}
    </span>
  );
}

/** Outside of the live region: counting seconds aloud would drive anybody mad. */
function Reconnecting({ since, nextTryAt }: { since: number; nextTryAt: number }): ReactNode {
  const { t } = useTexts();
  const seconds = Math.max(0, Math.ceil((nextTryAt - useNow(1000)) / 1000));
  if (seconds === 0) return <span aria-hidden="true">{t('status.trying')}</span>;
  return (
    <Tooltip content={t('status.nextTry', { seconds })} side="top">
      <span className="shrink-0">
        <Since at={since} />
      </span>
    </Tooltip>
  );
}

function TryNow(): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  return (
    <IconButton size="sm" label={t('status.tryNow')} onClick={() => client.reconnect()}>
      <RotateCw size={14} />
    </IconButton>
  );
}
