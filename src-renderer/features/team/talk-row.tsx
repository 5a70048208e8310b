import { AtSign, Clock3, NotebookPen, UsersRound } from 'lucide-react';
import { memo, type CSSProperties, type ReactNode } from 'react';
import type { TalkRow } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import { Counter } from '#renderer/kit/counter.tsx';
import { OperatorDot } from '#renderer/people/operator-dot.tsx';
import { usePresenceWords } from '#renderer/people/use-presence-words.ts';
import type { Id } from '#shared/domain/ids.ts';
import { authorOf, rowLabel, rowName } from './row-words.ts';

export const talkOptionId = (talkId: Id): string => `talk-${talkId}`;

interface TalkOptionProps {
  row: TalkRow;
  me: Id;
  selected: boolean;
  /** Where the keyboard is. */
  active: boolean;
  onOpen: (talkId: Id) => void;
}

/** One talk: with whom, what was said last, how much of it is new. */
export const TalkOption = memo(function TalkOption(props: TalkOptionProps): ReactNode {
  const { row, me, selected, active, onOpen } = props;
  const texts = useTexts();
  const { t, format } = texts;
  const now = useHubNow(60_000);
  const { talk, other, unread, mentions } = row;
  const name = rowName(row, me, t);
  const colleagueId = other !== null && other.id !== me && other.active ? other.id : null;
  const presence = usePresenceWords(colleagueId);
  const ring = { '--avatar-ring': selected ? 'var(--selected)' : 'var(--canvas)' } as CSSProperties;
  return (
    // Keys are the listbox's business; it knows the active option by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={talkOptionId(talk.id)}
      role="option"
      aria-selected={selected}
      aria-describedby={`${talkOptionId(talk.id)}-more`}
      data-talk={talk.id}
      data-active={active || undefined}
      style={ring}
      onClick={() => onOpen(talk.id)}
      className={cn(
        'flex h-14 items-center gap-3 px-3',
        selected ? 'bg-selected' : 'hover:bg-hover',
        'data-active:[[role=listbox]:focus-visible_&]:outline-2 data-active:[[role=listbox]:focus-visible_&]:-outline-offset-2 data-active:[[role=listbox]:focus-visible_&]:outline-focus',
      )}
    >
      <span className="relative" aria-hidden="true">
        <Picture row={row} me={me} name={name} />
        {colleagueId !== null && (
          <OperatorDot
            silent
            operatorId={colleagueId}
            size={10}
            className="absolute -right-0.5 -bottom-0.5 rounded-full bg-(--avatar-ring) [--dot-hole:var(--avatar-ring)]"
          />
        )}
      </span>
      <span className="sr-only">{rowLabel(row, me, texts)}</span>
      <span aria-hidden="true" className="flex min-w-0 grow flex-col gap-px">
        <span className="flex items-baseline gap-2">
          <bdi
            className={cn(
              'min-w-0 grow truncate text-left text-md text-ink',
              unread > 0 ? 'font-semibold' : 'font-medium',
            )}
          >
            {name}
          </bdi>
          {row.pending && <Clock3 size={11} className="shrink-0 self-center text-ink-3" />}
          {talk.lastSeq > 0 && (
            <span className="tnum shrink-0 text-xs text-ink-3">
              {format.listTime(talk.lastMessage?.at ?? talk.lastActivityAt, now)}
            </span>
          )}
        </span>
        <span className="flex h-4.5 items-center gap-2">
          <span className="min-w-0 grow truncate text-sm text-ink-2">
            <Preview row={row} me={me} presence={presence} />
          </span>
          {mentions > 0 && <AtSign size={14} strokeWidth={2.5} className="shrink-0 text-team" />}
          {unread > 0 && <Counter count={unread} tone={row.followed ? 'team' : 'count'} />}
        </span>
      </span>
      <span id={`${talkOptionId(talk.id)}-more`} hidden>
        {[presence, row.pending ? t('dialogs.pending') : null].filter(Boolean).join(', ')}
      </span>
    </div>
  );
});

function Picture({ row, me, name }: { row: TalkRow; me: Id; name: string }): ReactNode {
  const { talk, other } = row;
  if (talk.place.kind === 'direct' && other?.id !== me)
    return <Avatar name={name} seed={other?.id ?? talk.id} size={36} />;
  return (
    <span className="flex size-9 items-center justify-center rounded-lg bg-team text-on-team">
      {talk.place.kind === 'line' ? <UsersRound size={18} /> : <NotebookPen size={18} />}
    </span>
  );
}

function Preview({ row, me, presence }: { row: TalkRow; me: Id; presence: string | null }): ReactNode {
  const { t } = useTexts();
  const last = row.talk.lastMessage;
  if (row.draft !== null)
    return (
      <>
        <span className="text-danger">{t('dialogs.draft')}: </span>
        <bdi>{row.draft}</bdi>
      </>
    );
  if (last === null) return <span className="text-ink-3">{presence ?? t('team.nothingYet')}</span>;
  const prefix = authorOf(row, me, t);
  return (
    <>
      {prefix !== null && <span className="text-ink">{prefix}: </span>}
      <bdi>{lastWords(last, t)}</bdi>
    </>
  );
}
