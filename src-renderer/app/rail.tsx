import type { ReactNode } from 'react';
import type { ListName } from '#shared/domain/lists.ts';
import type { Counters } from '../data/queries/views.ts';
import { ListSwitch } from '../features/dialogs/list-switch.tsx';
import { UserMenu } from '../features/session/user-menu.tsx';
import { useTexts } from '../i18n/react.tsx';
import { Logo } from '../kit/logo.tsx';
import type { PreferencesState } from './use-preferences.ts';

interface RailProps {
  list: ListName;
  counters: Counters | undefined;
  onList: (name: ListName) => void;
  preferences: PreferencesState;
  onShortcuts: () => void;
  onSignedOut: () => void;
}

/** The ink edge of the window: where one is, and who one is. */
export function Rail({
  list,
  counters,
  onList,
  preferences,
  onShortcuts,
  onSignedOut,
}: RailProps): ReactNode {
  const { t } = useTexts();
  return (
    <nav aria-label={t('area.rail')} className="flex w-24 shrink-0 flex-col bg-rail text-rail-strong">
      <div className="flex h-14 items-center justify-center">
        <Logo size={26} />
      </div>
      <ListSwitch current={list} counters={counters} onChange={onList} />
      <span className="grow" />
      <div className="flex justify-center py-3">
        <UserMenu preferences={preferences} onShortcuts={onShortcuts} onSignedOut={onSignedOut} />
      </div>
    </nav>
  );
}
