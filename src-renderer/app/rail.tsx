import { memo, type ReactNode } from 'react';
import type { ListName } from '#shared/domain/lists.ts';
import type { Counters } from '../data/queries/views.ts';
import { ListSwitch } from '../features/dialogs/list-switch.tsx';
import { NoticeBell } from '../features/notices/notice-bell.tsx';
import { TeamTab } from '../features/team/team-tab.tsx';
import { PresenceMenu } from '../features/presence/presence-menu.tsx';
import { UserMenu } from '../features/session/user-menu.tsx';
import { COMMANDS } from '../commands/spec.ts';
import { useTexts } from '../i18n/react.tsx';
import { cn } from '../kit/cn.ts';
import { ariaKeys } from '../kit/keys.ts';
import { Logo } from '../kit/logo.tsx';
import type { PreferencesState } from './use-preferences.ts';
import type { Desk } from './view-state.ts';

interface RailProps {
  /** What is in front: of the lists, the table and the team's side only one is. */
  desk: Desk;
  list: ListName;
  counters: Counters | undefined;
  onList: (name: ListName) => void;
  onTable: () => void;
  onTeam: () => void;
  preferences: PreferencesState;
  version: () => Promise<string>;
  onSignedOut: () => void;
  onOpenDialog: (dialogId: string) => void;
}

/** The ink edge of the window: where one is, and who one is. */
export const Rail = memo(function Rail(props: RailProps): ReactNode {
  const { desk, list, counters, onList, onTable, onTeam, preferences, version, onSignedOut, onOpenDialog } =
    props;
  const { t } = useTexts();
  return (
    <nav aria-label={t('area.rail')} className="flex w-24 shrink-0 flex-col bg-rail text-rail-strong">
      <div className="flex h-14 items-center justify-center">
        <Logo size={26} />
      </div>
      <ListSwitch current={list} away={desk !== 'lists'} counters={counters} onChange={onList} />
      <TableButton current={desk === 'table'} onPress={onTable} />
      <TeamTab selected={desk === 'team'} onSelect={onTeam} />
      <span className="grow" />
      <div className="flex flex-col items-center gap-2 px-1 py-3">
        <NoticeBell onOpenDialog={onOpenDialog} />
        <PresenceMenu />
        <UserMenu preferences={preferences} version={version} onSignedOut={onSignedOut} />
      </div>
    </nav>
  );
});

function TableButton({ current, onPress }: { current: boolean; onPress: () => void }): ReactNode {
  const { t } = useTexts();
  const { icon: Icon, keys } = COMMANDS['table.open'];
  return (
    <div className="mt-1 border-t border-rail-active px-1 pt-1">
      <button
        type="button"
        aria-label={t('table.open')}
        aria-current={current ? 'page' : undefined}
        aria-keyshortcuts={ariaKeys(keys[0])}
        onClick={onPress}
        className={cn(
          'focus-inset flex h-15 w-full flex-col items-center justify-center gap-1 rounded-md focus-visible:outline-rail-strong',
          current
            ? 'bg-rail-active text-rail-strong'
            : 'text-rail-text hover:bg-rail-hover hover:text-rail-strong',
        )}
      >
        <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
        <span className="max-w-full truncate text-2xs font-medium">{t('table.title')}</span>
      </button>
    </div>
  );
}
