import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { Counters } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Counter, countText } from '#renderer/kit/counter.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { LISTS, type ListName } from '#shared/domain/lists.ts';
import { LIST_ICONS, PANEL_ID, tabId } from './lists.tsx';

interface ListSwitchProps {
  current: ListName;
  /** No list is shown, the window is elsewhere; the current one is where one comes back to. */
  away: boolean;
  counters: Counters | undefined;
  onChange: (name: ListName) => void;
}

/** The four lists, one under the other; arrows move and choose at once, as switching costs nothing. */
export function ListSwitch({ current, away, counters, onChange }: ListSwitchProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  // Until the first snapshot is whole, what has arrived is not all there is.
  const atLeast = (useLive(() => client.queries.status(), [client])?.firstSync ?? null) !== null;
  const tabs = useRef(new Map<ListName, HTMLButtonElement>());

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = neighbour(current, event.key);
    if (next === null) return;
    event.preventDefault();
    onChange(next);
    tabs.current.get(next)?.focus();
  }

  return (
    // The tabs take the focus, one at a time; the list of them only hears their keys.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      role="tablist"
      aria-label={t('dialogs.lists')}
      aria-orientation="vertical"
      onKeyDown={onKeyDown}
      className="flex flex-col gap-1 px-1"
    >
      {LISTS.map((name) => (
        <ListTab
          key={name}
          name={name}
          selected={name === current && !away}
          stop={name === current}
          shown={!away}
          count={counters?.[name] ?? 0}
          atLeast={atLeast}
          onSelect={() => onChange(name)}
          register={(element) => {
            if (element === null) tabs.current.delete(name);
            else tabs.current.set(name, element);
          }}
        />
      ))}
    </div>
  );
}

interface ListTabProps {
  name: ListName;
  selected: boolean;
  /** Where Tab stops. */
  stop: boolean;
  /** Some list is there. */
  shown: boolean;
  count: number;
  atLeast: boolean;
  onSelect: () => void;
  register: (element: HTMLButtonElement | null) => void;
}

function ListTab({
  name,
  selected,
  stop,
  shown,
  count,
  atLeast,
  onSelect,
  register,
}: ListTabProps): ReactNode {
  const { t } = useTexts();
  return (
    <button
      ref={register}
      id={tabId(name)}
      type="button"
      role="tab"
      aria-describedby={`${tabId(name)}-count`}
      aria-selected={selected}
      aria-controls={shown ? PANEL_ID : undefined}
      aria-keyshortcuts={ariaKeys(COMMANDS[`list.${name}`].keys[0])}
      tabIndex={stop ? 0 : -1}
      onClick={onSelect}
      className={cn(
        'focus-inset relative flex h-15 flex-col items-center justify-center gap-1 rounded-md focus-visible:outline-rail-strong',
        selected
          ? 'bg-rail-active text-rail-strong'
          : 'text-rail-text hover:bg-rail-hover hover:text-rail-strong',
      )}
    >
      <span className="relative">
        {LIST_ICONS[name]}
        {count > 0 && name !== 'closed' && <TabCount name={name} count={count} atLeast={atLeast} />}
      </span>
      <span className="max-w-full truncate text-2xs font-medium">{t(`list.${name}`)}</span>
      <span id={`${tabId(name)}-count`} hidden>
        {t(atLeast ? 'dialogs.countSoFar' : 'dialogs.count', { count })}
      </span>
    </button>
  );
}

interface TabCountProps {
  name: ListName;
  count: number;
  atLeast: boolean;
}

/** Only what waits for an answer may be red (scenario C10); the others are plain numbers. */
function TabCount({ name, count, atLeast }: TabCountProps): ReactNode {
  return (
    <span className="absolute -top-2 left-3.5">
      {name === 'unanswered' ? (
        <Counter count={count} atLeast={atLeast} tone="badge" className="ring-2 ring-rail" />
      ) : (
        <span
          aria-hidden="true"
          className="tnum block rounded-full bg-rail px-1 text-2xs font-semibold text-rail-text ring-1 ring-rail-active"
        >
          {countText(count, atLeast)}
        </span>
      )}
    </span>
  );
}

function neighbour(current: ListName, key: string): ListName | null {
  const index = LISTS.indexOf(current);
  const last = LISTS.length - 1;
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return LISTS[index === last ? 0 : index + 1] ?? null;
    case 'ArrowUp':
    case 'ArrowLeft':
      return LISTS[index === 0 ? last : index - 1] ?? null;
    case 'Home':
      return LISTS[0];
    case 'End':
      return LISTS[last] ?? null;
    default:
      return null;
  }
}
