import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useCommand } from '#renderer/commands/react.tsx';
import type { TalkRow } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { useSteady } from '#renderer/kit/steady.ts';
import { TalkOption, talkOptionId } from './talk-row.tsx';

interface TalkListProps {
  selectedId: Id | null;
  onOpen: (talkId: Id, how: 'enter' | 'look') => void;
}

const PAGE = 10;

/** Lines first, then colleagues: those one talks with, then everybody else. A talk begins by being opened. */
export function TalkList({ selectedId, onOpen }: TalkListProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const me = client.session.operator.id;
  const list = useLive(() => client.queries.talks(), [client]);
  const groups: { name: 'lines' | 'people'; rows: TalkRow[] }[] = [
    { name: 'lines', rows: list?.lines ?? [] },
    { name: 'people', rows: list?.people ?? [] },
  ];
  const rows = groups.flatMap((group) => group.rows);
  const [activeId, setActiveId] = useState<Id | null>(selectedId);
  const indexOf = (id: Id | null): number => rows.findIndex(({ talk }) => talk.id === id);
  const activeIndex = Math.max(indexOf(activeId), indexOf(activeId) < 0 ? indexOf(selectedId) : -1, 0);
  const active = rows[activeIndex];

  const activate = (index: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row === undefined) return;
    setActiveId(row.talk.id);
    document.getElementById(talkOptionId(row.talk.id))?.scrollIntoView({ block: 'nearest' });
  };
  const step = (by: 1 | -1): void => {
    const index = indexOf(selectedId);
    const next = rows[index < 0 ? (by > 0 ? 0 : rows.length - 1) : index + by];
    if (next === undefined) return;
    setActiveId(next.talk.id);
    document.getElementById(talkOptionId(next.talk.id))?.scrollIntoView({ block: 'nearest' });
    onOpen(next.talk.id, 'look');
  };
  const { enter } = useSteady({
    enter: (id: Id): void => {
      setActiveId(id);
      onOpen(id, 'enter');
    },
  });
  useCommand('dialog.previous', () => step(-1));
  useCommand('dialog.next', () => step(1));

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || active === undefined) return;
    const to = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + PAGE,
      PageUp: activeIndex - PAGE,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to !== undefined) activate(to);
    else if (event.key === 'Enter') onOpen(active.talk.id, 'enter');
    else if (event.key === ' ') onOpen(active.talk.id, 'look');
    else return;
    event.preventDefault();
  }

  return (
    <div className="relative flex min-h-0 grow flex-col">
      <div
        role="listbox"
        aria-label={t('team.list')}
        aria-activedescendant={active === undefined ? undefined : talkOptionId(active.talk.id)}
        tabIndex={0}
        data-area="list"
        data-list="team"
        onKeyDown={onKeyDown}
        className="min-h-0 grow overflow-y-auto focus-visible:outline-none"
      >
        {groups.map(({ name, rows: inGroup }) =>
          inGroup.length === 0 ? null : (
            <div key={name} role="group" aria-labelledby={`talks-${name}`} className="pb-2">
              <div
                id={`talks-${name}`}
                role="presentation"
                className="sticky top-0 z-10 bg-canvas px-4 pt-3 pb-1 text-xs font-semibold text-ink-3"
              >
                {t(`team.group.${name}`)}
              </div>
              {inGroup.map((row) => (
                <TalkOption
                  key={row.talk.id}
                  row={row}
                  me={me}
                  selected={row.talk.id === selectedId}
                  active={row === active}
                  onOpen={enter}
                />
              ))}
            </div>
          ),
        )}
      </div>
    </div>
  );
}
