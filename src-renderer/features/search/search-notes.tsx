import { CloudOff, HardDrive, LoaderCircle, Search as SearchIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { HubState, Search } from './use-search.ts';

/** What has to be said about the results: that here is not all yet, that the server was not asked, and why. */
export function SearchNotes({ search, empty }: { search: Search; empty: boolean }): ReactNode {
  const texts = useTexts();
  const { t, format } = texts;
  if (search.query === null) return <Note icon={<SearchIcon size={14} />}>{t('search.noWord')}</Note>;
  const { localState } = search;
  return (
    // Polite, and no role: `status` is the name by which the connection is found.
    <div aria-live="polite">
      {localState.kind === 'starting' && <Note icon={<Spinner />}>{t('search.starting')}</Note>}
      {localState.kind === 'building' && (
        <Note icon={<Spinner />}>
          {localState.total === 0
            ? t('search.starting')
            : t('search.building', {
                share: format.number(Math.floor((localState.done / localState.total) * 100)),
              })}
        </Note>
      )}
      {localState.kind === 'unavailable' && (
        <Note icon={<TriangleAlert size={14} />}>{t('search.unavailable')}</Note>
      )}
      {localState.kind === 'ready' && localState.storage === 'memory' && (
        <Note icon={<HardDrive size={14} />}>{t('search.inMemory')}</Note>
      )}
      <HubNote hub={search.hub} texts={texts} empty={empty} />
    </div>
  );
}

function HubNote({ hub, texts: { t }, empty }: { hub: HubState; texts: Texts; empty: boolean }): ReactNode {
  switch (hub.kind) {
    case 'idle':
    case 'done':
      return null;
    case 'asking':
      return <Note icon={<Spinner />}>{t('search.asking')}</Note>;
    case 'offline':
      return <Note icon={<CloudOff size={14} />}>{t(empty ? 'search.offlineEmpty' : 'search.offline')}</Note>;
    case 'busy':
      return <Note icon={<TriangleAlert size={14} />}>{t('search.busy')}</Note>;
    case 'failed':
      return <Note icon={<TriangleAlert size={14} />}>{t('search.failed')}</Note>;
    default:
      return exhaustive(hub, 'answer of the hub');
  }
}

function Spinner(): ReactNode {
  return <LoaderCircle size={14} className="animate-spin" />;
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }): ReactNode {
  return (
    <p className="flex items-start gap-2 px-4 py-2 text-xs text-ink-3">
      <span aria-hidden="true" className="mt-px shrink-0">
        {icon}
      </span>
      <span>{children}</span>
    </p>
  );
}
