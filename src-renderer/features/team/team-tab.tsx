import { UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Counter, countText } from '#renderer/kit/counter.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';

/**
 * The way to the team, apart from the lists of clients. Its number is never red and never added to theirs: filled when somebody wants the
 * person himself, otherwise a plain number.
 */
export function TeamTab({ selected, onSelect }: { selected: boolean; onSelect: () => void }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const { unread = 0, calls = 0 } = useLive(() => client.queries.teamUnread(), [client]) ?? {};
  return (
    <div className="mt-3 flex flex-col px-1">
      <div aria-hidden="true" className="mx-3 mb-3 h-px bg-rail-active" />
      <button
        type="button"
        aria-current={selected ? 'page' : undefined}
        aria-describedby="team-tab-count"
        aria-keyshortcuts={ariaKeys(COMMANDS['team.open'].keys[0])}
        onClick={onSelect}
        className={cn(
          'focus-inset relative flex h-15 flex-col items-center justify-center gap-1 rounded-md focus-visible:outline-rail-strong',
          selected
            ? 'bg-rail-active text-rail-strong'
            : 'text-rail-text hover:bg-rail-hover hover:text-rail-strong',
        )}
      >
        <span className="relative">
          <UsersRound size={20} strokeWidth={1.75} aria-hidden="true" />
          {unread > 0 && (
            <span className="absolute -top-2 left-3.5">
              {calls > 0 ? (
                <Counter count={unread} tone="team" className="ring-2 ring-rail" />
              ) : (
                <span
                  aria-hidden="true"
                  className="tnum block rounded-full bg-rail px-1 text-2xs font-semibold text-rail-text ring-1 ring-rail-active"
                >
                  {countText(unread)}
                </span>
              )}
            </span>
          )}
        </span>
        <span className="max-w-full truncate text-2xs font-medium">{t('team.title')}</span>
        <span id="team-tab-count" hidden>
          {unread > 0 ? t('dialogs.unread', { count: unread }) : t('team.allRead')}
        </span>
      </button>
    </div>
  );
}
