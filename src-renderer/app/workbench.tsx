import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useClient, useLive } from '../client/react.tsx';
import { useArrived } from '../features/conversation/use-arrived.ts';
import { readAhead } from '../features/conversation/read-ahead.ts';
import { useSeenInFront } from '../features/notices/use-notices.ts';
import { Palette } from '../features/palette/palette.tsx';
import { ReplyWindow } from '../features/quick-replies/reply-window.tsx';
import type { AskedSearch } from '../features/search/search-place.tsx';
import { Banners } from '../features/session/banners.tsx';
import { SettingsDialog } from '../features/settings/settings-dialog.tsx';
import { ShiftDialog } from '../features/shift/shift-dialog.tsx';
import { ShortcutsDialog } from '../features/shortcuts/shortcuts-dialog.tsx';
import { TidyDesk } from '../features/tidy/tidy-desk.tsx';
import { useTidy } from '../features/tidy/use-tidy.ts';
import { StartRefusals } from '../features/write-first/start-refusals.tsx';
import { WriteFirst } from '../features/write-first/write-first.tsx';
import type { ListName } from '#shared/domain/lists.ts';
import type { Platform } from '../platform/types.ts';
import { Area } from './area.tsx';
import { leadKeyboardToList } from './areas.ts';
import { CardColumn, ListColumn } from './columns.tsx';
import { Middle } from './middle.tsx';
import { Rail } from './rail.tsx';
import type { PreferencesState } from './use-preferences.ts';
import { TablePlace } from './table-place.tsx';
import { useCard } from './use-card.ts';
import { useGoing } from './use-going.ts';
import { useHere } from './use-here.ts';
import { useHubClock } from './use-hub-clock.ts';
import { useKeptHistory } from './use-kept-history.ts';
import { useViewHistory } from './use-view-history.ts';
import { useWideEnough } from './use-wide-enough.ts';
import { useWindowCommands } from './use-window-commands.ts';
import { useViewState, type ViewState } from './view-state.ts';

interface WorkbenchProps {
  platform: Platform;
  preferences: PreferencesState;
  onSignedOut: () => void;
  /** The session has ended on the hub's side: back to the form, keeping everything. */
  onSignInAgain: () => void;
}

/** The main window: rail, list, conversation, card. */
export function Workbench({ platform, preferences, onSignedOut, onSignInAgain }: WorkbenchProps): ReactNode {
  const client = useClient();
  const view = useViewState();
  const [over, setOver] = useState<'settings' | 'shortcuts' | 'palette' | null>(null);
  const [asked, setAsked] = useState<AskedSearch | null>(null);
  const { target, open, enter, openTalk, openFound, openFoundTalk, openFromTable } = useGoing();
  // What is drawn follows the choice as soon as it has been read; the row in the list shows the choice at once.
  const shown = useArrived(view.dialogId);
  const counters = useLive(() => client.queries.counters(), [client]);
  const { desk } = view;
  // Below it (a small window, or a large zoom) list and dialog take turns: WCAG 2.2, 1.4.10.
  const narrow = !useWideEnough(760);
  const prepare = useCallback((id: string) => readAhead(client, id), [client]);
  const openLink = useCallback((href: string) => platform.openExternal(href), [platform]);
  const version = useCallback(async () => (await platform.info()).version, [platform]);
  const tidy = useTidy(enter);
  // Beside the table and on the team's side the dialog waits unseen.
  const dialogId = desk === 'lists' ? shown.dialogId : null;
  const card = useCard(dialogId);
  useWindowCommands({ view, card, preferences, show: setOver });
  const opened = desk === 'team' ? view.talkId : dialogId;
  useSeenInFront(shown.waiting ? null : dialogId);
  const lately = useLately(shown.dialogId);
  useHubClock();
  useHere(dialogId);
  const setKeep = useKeptHistory(preferences);
  useUnreadBadge(platform, counters?.unanswered);
  const toList = useKeyboardInList(listInFront(view));
  // In a browser Back and Forward are expected to go through what was looked at; the shell has no such buttons.
  useViewHistory(platform.kind === 'browser', client.session.operator.id);

  return (
    <div className="flex h-full flex-col">
      <Banners onSignIn={onSignInAgain} />
      <StartRefusals onOpenDialog={enter} />
      <div className="relative flex min-h-0 grow">
        <Area name="area.rail">
          <Rail
            desk={desk}
            list={view.list}
            counters={counters}
            onList={view.setList}
            onTable={view.openTable}
            onTeam={view.openTeam}
            preferences={preferences}
            version={version}
            onSignedOut={onSignedOut}
            onOpenDialog={enter}
          />
        </Area>
        {desk === 'table' && (
          <TablePlace onOpen={openFromTable} onLeave={open} onTalk={openTalk} onMenu={tidy.setMenu} />
        )}
        {desk !== 'table' && (!narrow || opened === null) && (
          <ListColumn
            alone={narrow}
            onOpen={open}
            asked={asked}
            onFound={openFound}
            onFoundTalk={openFoundTalk}
            onTalk={openTalk}
            onSearchLeft={toList}
            onPrepare={prepare}
            onMenu={tidy.setMenu}
          />
        )}
        {desk !== 'table' && (!narrow || opened !== null) && (
          <Middle
            {...shown}
            narrow={narrow}
            target={target}
            openLink={openLink}
            card={card}
            onOpen={open}
            onDone={tidy.done}
          />
        )}
        {card.open && dialogId !== null && (
          <CardColumn
            dialogId={dialogId}
            onOpen={open}
            openLink={openLink}
            onPutAway={card.over ? card.onToggle : null}
          />
        )}
      </div>
      <TidyDesk tidy={tidy} dialogId={shown.waiting ? null : dialogId} />
      {preferences.keep !== null && (
        <SettingsDialog
          open={over === 'settings'}
          onOpenChange={(shows) => setOver(shows ? 'settings' : null)}
          settings={{ ...preferences, keep: preferences.keep, setKeep }}
        />
      )}
      <Palette
        open={over === 'palette'}
        onOpenChange={(shows) => setOver(shows ? 'palette' : null)}
        dialogId={dialogId}
        lately={lately}
        onOpenDialog={enter}
        onOpenTalk={(id) => openTalk(id, 'enter')}
        onSearch={(text) => {
          // In a narrow window the list, with its search, stands in the dialog's place.
          if (narrow) view.closeOpened();
          setAsked({ text });
        }}
      />
      <WriteFirst dialogId={shown.waiting ? null : dialogId} onOpenDialog={enter} />
      <Area name="area.replies">
        <ReplyWindow dialogId={shown.waiting ? null : dialogId} />
      </Area>
      <ShiftDialog />
      <ShortcutsDialog
        open={over === 'shortcuts'}
        onOpenChange={(shows) => setOver(shows ? 'shortcuts' : null)}
      />
    </div>
  );
}

function listInFront({ desk, list }: Pick<ViewState, 'desk' | 'list'>): ListName | 'team' | null {
  if (desk === 'lists') return list;
  return desk === 'team' ? 'team' : null;
}

/** With another list the one that had the keyboard is gone. @returns leads there again */
function useKeyboardInList(list: ListName | 'team' | null): () => void {
  const toList = useCallback(() => leadKeyboardToList(list), [list]);
  useEffect(toList, [toList]);
  return toList;
}

const MOST_LATELY = 6;

/** Dialogs that were open in this window, the newest first. */
function useLately(dialogId: string | null): readonly string[] {
  const [lately, setLately] = useState<readonly string[]>([]);
  if (dialogId !== null && lately[0] !== dialogId)
    setLately([dialogId, ...lately.filter((id) => id !== dialogId)].slice(0, MOST_LATELY));
  return lately;
}

/** The counter outside of the window; taken away with the session. */
function useUnreadBadge(platform: Platform, count: number | undefined): void {
  useEffect(() => {
    if (count !== undefined) platform.setUnreadCount(count);
  }, [platform, count]);
  useEffect(() => () => platform.setUnreadCount(0), [platform]);
}
