import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { CommandMenuItem } from '#renderer/commands/command-menu-item.tsx';
import { useCommand } from '#renderer/commands/react.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { Menu, MenuChoice, MenuSeparator } from '#renderer/kit/menu.tsx';
import { PresenceDot } from '#renderer/kit/presence-dot.tsx';
import { useToasts } from '#renderer/kit/toasts.tsx';
import { PRESENCE_CHOICES, type OperatorPresence, type PresenceChoice } from '#shared/domain/presence.ts';

/** What the person says of himself: seen at a glance, changed by one press and a choice, or by a command. */
export function PresenceMenu(): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const me = client.session.operator.id;
  const presence = useLive(() => client.queries.presence(me), [client, me]);
  const [open, setOpen] = useState(false);
  const toasts = useToasts();
  const choose = (choice: PresenceChoice): void => {
    // Colleagues count on what it says: that it could not be said must be known.
    client.actions.setPresence(choice).catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      toasts.show({ lines: [t('action.failed', { detail })] });
    });
  };
  useReminder(presence?.state, () => choose('online'));
  useCommand('presence.open', () => setOpen(true));
  useCommand('presence.online', () => choose('online'));
  useCommand('presence.away', () => choose('away'));
  useCommand('presence.break', () => choose('break'));
  useCommand('presence.off', () => choose('off'));
  // Of oneself one knows whether one is there; what is shown is what was chosen.
  const state = presence === undefined ? null : ownState(presence.state);
  return (
    <Menu
      side="right"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          data-theme="dark"
          aria-keyshortcuts={ariaKeys(COMMANDS['presence.open'].keys[0])}
          className="flex h-7 max-w-full items-center gap-1.5 rounded-md px-1.5 text-2xs font-medium text-rail-strong hover:bg-rail-hover focus-visible:outline-rail-strong"
        >
          <span className="sr-only">{t('presence.title')}: </span>
          {state !== null && (
            <>
              <PresenceDot state={state} label={null} className="[--dot-hole:var(--rail)]" />
              <span className="min-w-0 truncate">{t(`presence.${state}`)}</span>
            </>
          )}
        </button>
      }
    >
      <MenuChoice
        closes
        label={t('presence.title')}
        value={state ?? 'online'}
        onChange={choose}
        options={PRESENCE_CHOICES.map((choice) => ({
          value: choice,
          label: t(`presence.${choice}`),
          icon: <PresenceDot state={choice} label={null} className="[--dot-hole:var(--raised)]" />,
        }))}
      />
      <MenuSeparator />
      <CommandMenuItem id="shift.end" />
    </Menu>
  );
}

function ownState(state: PresenceChoice | 'offline' | 'unknown'): PresenceChoice {
  return state === 'offline' || state === 'unknown' ? 'online' : state;
}

/** Who begins to work while he is still said to have the day off is reminded of it, once. */
function useReminder(state: OperatorPresence['state'] | undefined, back: () => void): void {
  const { t } = useTexts();
  const toasts = useToasts();
  const looked = useRef(false);
  useEffect(() => {
    if (state === undefined || looked.current) return;
    looked.current = true;
    if (state === 'off')
      toasts.show({
        lines: [t('presence.stillOff')],
        action: { label: t('presence.back'), run: back, onward: true },
      });
  }, [state, toasts, t, back]);
}
