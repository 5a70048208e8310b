import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';

/** Which Otklik this is and which hub it works with: the first thing that support asks. */
export function Versions({ version }: { version: () => Promise<string> }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const own = useQuery({ queryKey: ['own version'], queryFn: version, staleTime: Infinity });
  const hub = useQuery({ queryKey: ['hub version'], queryFn: () => client.remote.hubVersion() });
  return (
    <p className="selectable tnum px-2 py-1.5 text-xs text-ink-3">
      {t('user.version', { version: own.data ?? '…' })}
      {' · '}
      {hub.data === undefined ? t('user.hubUnknown') : t('user.hubVersion', { version: hub.data })}
    </p>
  );
}
