import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { SyncStatus } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';
import type { KeepChoice } from '#renderer/platform/types.ts';
import { ClearQuestion } from './clear-question.tsx';

/** How often the figures are read again while somebody looks at them, in milliseconds. */
const REFRESH_MS = 2_000;

const CHOICES = ['month', 'quarter', 'year', 'everything'] as const satisfies readonly KeepChoice[];

interface LocalCopyProps {
  keep: KeepChoice;
  onKeep: (keep: KeepChoice) => void;
}

/** What lies on this computer, how much of the past, and how to be rid of it. */
export function LocalCopy({ keep, onKeep }: LocalCopyProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const status = useLive(() => client.queries.status(), [client]);
  const [chosen, setChosen] = useState(keep);
  const [asking, setAsking] = useState(false);
  const offline = status?.connection.kind !== 'online';
  return (
    <>
      <Figures pending={status?.pending} />
      {status !== undefined && <Progress status={status} />}
      <div>
        <RadioGroup
          label={t('settings.keep')}
          value={chosen}
          onChange={setChosen}
          options={CHOICES.map((value) => ({ value, label: t(`settings.keep.${value}`) }))}
        />
        <div aria-live="polite">
          {chosen !== keep && (
            <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
              {t('settings.keepNote')}
              <Button
                size="sm"
                look="primary"
                disabledReason={offline ? t('settings.notOffline') : null}
                onClick={() => onKeep(chosen)}
              >
                {t('settings.keepApply')}
              </Button>
            </p>
          )}
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-96 text-sm text-ink-3">{t('settings.clearHint')}</p>
        <Button onClick={() => setAsking(true)}>{t('settings.clear')}</Button>
      </div>
      <ClearQuestion
        open={asking}
        pending={status?.pending ?? 0}
        offline={offline}
        onCancel={() => setAsking(false)}
        onClear={() => {
          setAsking(false);
          client.clearCache();
        }}
      />
    </>
  );
}

function Figures({ pending }: { pending: number | undefined }): ReactNode {
  const { t, format } = useTexts();
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['local copy'],
    queryFn: () => client.queries.cache(),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  });
  const rows: [string, string][] = [
    [t('settings.dialogs'), data === undefined ? '…' : format.number(data.dialogs)],
    [t('settings.archived'), data === undefined ? '…' : format.number(data.archived)],
  ];
  if (data !== undefined && data.bytes !== null) rows.push([t('settings.bytes'), format.bytes(data.bytes)]);
  rows.push([t('settings.unsent'), pending === undefined ? '…' : format.number(pending)]);
  return (
    <dl className="grid max-w-96 grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-md">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="tnum text-right font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How far the copy is, as long as it is not whole. */
function Progress({ status }: { status: SyncStatus }): ReactNode {
  const { t, format } = useTexts();
  const coming = status.firstSync ?? status.archive;
  if (coming === null) return null;
  return (
    <p role="status" className="tnum text-sm text-ink-2">
      {coming.total > 0
        ? t('settings.coming', { done: format.number(coming.done), total: format.number(coming.total) })
        : t('settings.comingSoon')}
    </p>
  );
}
