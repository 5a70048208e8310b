import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { NOWHERE, useCommand, type Why } from '../commands/react.tsx';
import { useToasts } from '../kit/toasts.tsx';
import { focusArea, stepArea } from './areas.ts';
import type { PreferencesState } from './use-preferences.ts';
import type { ViewState } from './view-state.ts';

interface WindowCommands {
  view: Pick<ViewState, 'setList' | 'desk' | 'openTable' | 'openTeam' | 'leaveTeam'>;
  card: { open: boolean; available: boolean; onToggle: () => void };
  preferences: PreferencesState;
  show: (what: 'settings' | 'shortcuts' | 'palette') => void;
}

/** Commands that belong to the window as a whole; those of a dialog live with its buttons. */
export function useWindowCommands(props: WindowCommands): void {
  const { view, card, preferences, show } = props;
  const { setList, openTable, openTeam, leaveTeam } = view;
  const team = view.desk === 'team';
  useCommand('list.unanswered', () => setList('unanswered'));
  useCommand('list.mine', () => setList('mine'));
  useCommand('list.all', () => setList('all'));
  useCommand('list.closed', () => setList('closed'));
  useCommand('table.open', openTable);
  useCommand('team.open', openTeam);
  useCommand('team.back', leaveTeam, team ? null : NOWHERE);
  useEscape(team ? leaveTeam : null);
  useCommand('focus.nextArea', () => stepArea(1));
  useCommand('focus.previousArea', () => stepArea(-1));
  useCommand('focus.list', () => focusArea('list'));
  useCommand('focus.transcript', () => focusArea('transcript'));
  useCommand('focus.composer', () => focusArea('composer'));
  useCommand('focus.card', () => focusArea('card'), card.open ? null : NOWHERE);
  useCommand('card.toggle', card.onToggle, card.available ? null : NOWHERE);
  useCommand('palette.open', () => show('palette'));
  useCommand('settings', () => show('settings'));
  useCommand('shortcuts', () => show('shortcuts'));
  useLookCommands(preferences);
  useUndo();
}

/** Escape where nothing nearer has a use for it: a window, a list of names, a message that is being changed. */
function useEscape(leave: (() => void) | null): void {
  const run = useEffectEvent(() => leave?.());
  const listens = leave !== null;
  useEffect(() => {
    if (!listens) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [listens]);
}

/** What the newest toast offers. */
function useUndo(): void {
  const toasts = useToasts();
  const shown = useSyncExternalStore(toasts.subscribe, toasts.shown);
  const newest = shown.findLast(({ action }) => action !== undefined && action.onward !== true);
  useCommand(
    'undo',
    () => {
      if (newest === undefined) return;
      toasts.dismiss(newest.id);
      newest.action?.run();
    },
    newest === undefined ? NOWHERE : null,
  );
}

/** The choice that holds already is not offered. */
function useLookCommands({ theme, language, setTheme, setLanguage }: PreferencesState): void {
  const unless = (chosen: boolean): Why => (chosen ? NOWHERE : null);
  useCommand('theme.light', () => setTheme('light'), unless(theme === 'light'));
  useCommand('theme.dark', () => setTheme('dark'), unless(theme === 'dark'));
  useCommand('theme.system', () => setTheme('system'), unless(theme === 'system'));
  useCommand('language.ru', () => setLanguage('ru'), unless(language === 'ru'));
  useCommand('language.en', () => setLanguage('en'), unless(language === 'en'));
}
