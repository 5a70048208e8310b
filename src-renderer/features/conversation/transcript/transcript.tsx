import { useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView, TranscriptItem } from '#renderer/data/queries/views.ts';
import { startOfDay } from '#renderer/i18n/days.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { DaySection } from './day-section.tsx';
import { arrange, countBelow, firstUnread } from './entries.ts';
import { JumpButton } from './jump-button.tsx';
import { OlderSentinel } from './older-sentinel.tsx';
import { TranscriptContext, type TranscriptScope } from './transcript-context.ts';
import { TypingLine } from './typing-line.tsx';
import { useBottom } from './use-bottom.ts';
import { useHistory } from './use-history.ts';

interface TranscriptProps {
  view: DialogView;
  scope: TranscriptScope;
}

/** The conversation. Give it `key={dialogId}`: another dialog is another scroll position. */
export function Transcript({ view: { dialog, contact }, scope }: TranscriptProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const online = useLive(() => client.queries.status(), [client])?.connection.kind === 'online';
  const history = useHistory(dialog.id, online);
  const { scroller, atBottom, toBottom } = useBottom(history.shrink);
  const items = history.view?.items;

  const unreadFromId = useUnreadMark(items === undefined ? undefined : firstUnread(items, dialog.unread));
  const days = useMemo(() => arrange(items ?? [], unreadFromId ?? null, startOfDay), [items, unreadFromId]);
  const newest = items?.at(-1);
  const below = useBelow(newest?.message.seq ?? 0, atBottom);
  useFollowOwn(newest, scope.me, toBottom);

  return (
    <TranscriptContext value={scope}>
      <div className="relative flex min-h-0 grow flex-col bg-well">
        <div
          ref={scroller}
          role="log"
          aria-label={t('conversation.label')}
          aria-busy={history.older === 'loading' || items === undefined}
          // A scroller must be reachable by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          data-area="transcript"
          className="focus-inset flex min-h-0 grow flex-col-reverse overflow-x-hidden overflow-y-auto"
        >
          <div className="mx-auto w-full max-w-4xl px-4 pb-3">
            {items !== undefined && (
              <OlderSentinel
                scroller={scroller}
                state={history.older}
                hasOlder={history.view?.hasOlder ?? false}
                loaded={items.length}
                onNear={history.wantOlder}
              />
            )}
            {days.map((day) => (
              <DaySection key={day.at} day={day} newest={day === days.at(-1)} />
            ))}
            <TypingLine dialogId={dialog.id} contact={contact} nameOf={scope.nameOf} />
          </div>
        </div>
        {!atBottom && <JumpButton count={countBelow(items ?? [], below)} onJump={toBottom} />}
      </div>
    </TranscriptContext>
  );
}

/** Where "New messages" stands is decided when the dialog is opened and kept while it is open: answering must not make things jump. */
function useUnreadMark(first: Id | null | undefined): Id | null | undefined {
  const [mark, setMark] = useState(first);
  if (mark === undefined && first !== undefined) setMark(first);
  return mark === undefined ? first : mark;
}

/** Whoever sends wants to see it, wherever he had scrolled to. */
function useFollowOwn(newest: TranscriptItem | undefined, me: Id, toBottom: () => void): void {
  const follow = useEffectEvent(toBottom);
  const author = newest?.message.author;
  const own =
    newest !== undefined &&
    newest.pending !== null &&
    author?.kind === 'operator' &&
    author.operatorId === me;
  const ownId = own ? newest.message.id : null;
  useEffect(() => {
    if (ownId !== null) follow();
  }, [ownId]);
}

/** The last place that was seen at the bottom; what came after is "below". */
function useBelow(lastSeq: number, atBottom: boolean): number {
  const [seen, setSeen] = useState(lastSeq);
  if (atBottom && seen !== lastSeq) setSeen(lastSeq);
  return seen;
}
