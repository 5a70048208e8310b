import { ArrowLeft } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useClient, useLive } from '../client/react.tsx';
import { Conversation } from '../features/conversation/conversation.tsx';
import type { OpenHow } from '../features/dialogs/lists.tsx';
import { Banners } from '../features/session/banners.tsx';
import { ShortcutsDialog } from '../features/shortcuts/shortcuts-dialog.tsx';
import { useTexts } from '../i18n/react.tsx';
import { Button } from '../kit/button.tsx';
import type { Platform } from '../platform/types.ts';
import { Area } from './area.tsx';
import { focusComposerOf } from './areas.ts';
import { CardColumn, ListColumn } from './columns.tsx';
import { Rail } from './rail.tsx';
import type { PreferencesState } from './use-preferences.ts';
import { useWideEnough } from './use-wide-enough.ts';
import { useWindowKeys } from './use-window-keys.ts';
import { useViewState } from './view-state.ts';

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
  const [help, setHelp] = useState(false);
  const counters = useLive(() => client.queries.counters(), [client]);
  const card = useCard();
  // Below it (a small window, or a large zoom) list and dialog take turns: WCAG 2.2, 1.4.10.
  const narrow = !useWideEnough(760);
  const openLink = useCallback((href: string) => platform.openExternal(href), [platform]);
  useWindowKeys({ setList: view.setList, toggleCard: card.onToggle, showHelp: () => setHelp(true) });
  useUnreadBadge(platform, counters?.unanswered);

  function open(dialogId: string, how: OpenHow = 'look'): void {
    view.openDialog(dialogId);
    // Space and stepping leave the keyboard where it is.
    if (how === 'enter') focusComposerOf(dialogId);
  }

  return (
    <div className="flex h-full flex-col">
      <Banners onSignIn={onSignInAgain} />
      <div className="flex min-h-0 grow">
        <Area name="area.rail">
          <Rail
            list={view.list}
            counters={counters}
            onList={view.setList}
            preferences={preferences}
            onShortcuts={() => setHelp(true)}
            onSignedOut={onSignedOut}
          />
        </Area>
        {(!narrow || view.dialogId === null) && <ListColumn alone={narrow} onOpen={open} />}
        {(!narrow || view.dialogId !== null) && (
          <main className="flex min-w-0 grow flex-col">
            {narrow && <BackToList onBack={() => view.openDialog(null)} />}
            <div className="min-h-0 grow">
              <Area name="area.conversation" resetKey={view.dialogId}>
                <Conversation dialogId={view.dialogId} openLink={openLink} card={card} />
              </Area>
            </div>
          </main>
        )}
        {card.open && view.dialogId !== null && <CardColumn dialogId={view.dialogId} onOpen={open} />}
      </div>
      <ShortcutsDialog open={help} onOpenChange={setHelp} />
    </div>
  );
}

function BackToList({ onBack }: { onBack: () => void }): ReactNode {
  const { t } = useTexts();
  const { list } = useViewState();
  return (
    <div className="shrink-0 border-b border-line bg-surface px-2 py-1">
      <Button size="sm" look="quiet" onClick={onBack}>
        <ArrowLeft size={15} aria-hidden />
        {t('layout.back', { list: t(`list.${list}`) })}
      </Button>
    </div>
  );
}

/** The card is there when wanted and when there is room for it. */
function useCard(): { open: boolean; available: boolean; onToggle: () => void } {
  const { cardOpen, setCardOpen } = useViewState();
  const available = useWideEnough(1120);
  return { open: cardOpen && available, available, onToggle: () => setCardOpen(!cardOpen) };
}

/** The counter outside of the window; taken away with the session. */
function useUnreadBadge(platform: Platform, count: number | undefined): void {
  useEffect(() => {
    if (count !== undefined) platform.setUnreadCount(count);
  }, [platform, count]);
  useEffect(() => () => platform.setUnreadCount(0), [platform]);
}
