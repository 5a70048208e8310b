import { useEffect, useEffectEvent, useMemo, useState, type ReactNode, type RefObject } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView, TalkView, TranscriptItem } from '#renderer/data/queries/views.ts';
import { startOfDay } from '#renderer/i18n/days.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Id } from '#shared/domain/ids.ts';
import { EmojiPopover } from '../emoji-popover.tsx';
import { Gap } from '../past/gap.tsx';
import type { Above } from '../past/use-past.tsx';
import { DaySection } from './day-section.tsx';
import { arrange } from './entries.ts';
import { JumpButton } from './jump-button.tsx';
import { OlderSentinel } from './older-sentinel.tsx';
import { subjectOf, type Subject } from './subject.ts';
import { TranscriptContext, type TranscriptScope } from './transcript-context.ts';
import { DeliveryDoctor } from './marks/delivery-doctor.tsx';
import type { DoctorPlace, MenuPlace } from './marks/marks-port.ts';
import { messageElement } from './marks/message-element.ts';
import { MessageMenu } from './marks/message-menu.tsx';
import { Pointed } from './marks/pointed.ts';
import { messageHandlers } from './marks/message-handlers.ts';
import { TypingLine } from './typing-line.tsx';
import { useBottom } from './use-bottom.ts';
import { useEnds } from './use-ends.ts';
import { JumpNote } from './jump-note.tsx';
import { useHistory, type History } from './use-history.ts';
import { useJump, type JumpTarget } from './use-jump.ts';

interface TranscriptProps {
  /** A dialog with a client, or a talk of the team. */
  view: DialogView | TalkView;
  scope: Omit<TranscriptScope, 'pointed' | 'openMenu' | 'openDoctor' | 'team'>;
  /** A message to go to. */
  target: JumpTarget | null;
  /** The client's earlier dialogs over this one; null: only this one is shown. */
  above: Above | null;
}

/** The conversation. Give it `key={dialogId}`: another dialog is another scroll position. */
export function Transcript({ view, scope, target, above }: TranscriptProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const online = useLive(() => client.queries.status(), [client])?.connection.kind === 'online';
  const subject = subjectOf(view, scope.me);
  const history = useHistory(subject, online);
  const { scroller, atBottom, toBottom } = useBottom(history.shrink);
  useEnds(scroller, toBottom);
  const items = history.view?.items;

  const unreadFromId = useUnreadMark(items, subject);
  const days = useMemo(() => arrange(items ?? [], unreadFromId, startOfDay), [items, unreadFromId]);
  const newest = items?.at(-1);
  const below = useBelow(newest?.message.seq ?? 0, atBottom);
  useFollowOwn(newest, scope.me, toBottom);
  const jump = useJump(subject.id, target, history, scroller);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const [picking, setPicking] = useState<MenuPlace | null>(null);
  const [doctor, setDoctor] = useState<DoctorPlace | null>(null);
  const { team } = subject;
  const tools = useMemo(
    () => ({ ...scope, team, pointed: new Pointed(), openMenu: setMenu, openDoctor: setDoctor }),
    [scope, team],
  );
  useEffect(() => {
    if (items) scope.marks.shown(items);
  }, [items, scope]);
  const handlers = messageHandlers({ items: items ?? [], ...tools });

  return (
    <TranscriptContext value={tools}>
      <div
        className={cn(
          'relative flex min-h-0 grow flex-col bg-(--ground)',
          team ? '[--ground:var(--team-well)]' : '[--ground:var(--well)]',
        )}
      >
        <div
          ref={scroller}
          role="log"
          aria-label={t('conversation.label')}
          aria-busy={history.older === 'loading' || items === undefined}
          // A scroller must be reachable by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          data-area="transcript"
          {...handlers}
          className="focus-inset flex min-h-0 grow flex-col-reverse scroll-pt-10 overflow-x-hidden overflow-y-auto"
        >
          <div className="mx-auto w-full max-w-4xl px-4 pb-3">
            {items !== undefined && (
              <Top
                history={history}
                loaded={items.length}
                online={online}
                scroller={scroller}
                above={above}
              />
            )}
            {days.map((day) => (
              <DaySection key={day.at} day={day} newest={day === days.at(-1)} />
            ))}
            <TypingLine
              dialogId={subject.id}
              open={subject.open}
              newest={newest?.message}
              contact={subject.contact}
              nameOf={scope.nameOf}
            />
          </div>
        </div>
        <MessageMenu place={menu} onAnyReaction={setPicking} onClose={() => setMenu(null)} />
        <DeliveryDoctor place={doctor} items={items ?? []} onClose={() => setDoctor(null)} />
        {picking && (
          <EmojiPopover
            open
            onOpenChange={(open) => !open && setPicking(null)}
            anchor={picking}
            onPick={(emoji) => scope.marks.react(picking.item.message.id, emoji)}
            back={() => messageElement(picking.item.message.id)}
          />
        )}
        <JumpNote state={jump} />
        {!atBottom && <JumpButton count={subject.countBelow(items ?? [], below)} onJump={toBottom} />}
      </div>
    </TranscriptContext>
  );
}

interface TopProps {
  history: History;
  loaded: number;
  online: boolean;
  scroller: RefObject<HTMLDivElement | null>;
  above: Above | null;
}

/** Over the oldest message that is here: more of this dialog, then, if they are wanted, the client's earlier ones. */
function Top({ history, loaded, online, scroller, above }: TopProps): ReactNode {
  const { view, older, wantOlder } = history;
  const hasOlder = view?.hasOlder ?? false;
  const stuck = older === 'offline' || older === 'failed';
  // What stands over a gap stays there when the network is back: the gap is filled, the rest does not go away meanwhile. Back at
  // the newest there is less of this dialog here, and everything begins anew.
  const [kept, keep] = useState({ gap: false, loaded });
  const gap = hasOlder && (stuck || (kept.gap && loaded >= kept.loaded));
  if (kept.gap !== gap || kept.loaded !== loaded) keep({ gap, loaded });
  if (above !== null && (gap || !hasOlder)) {
    return (
      <>
        {above.dialogs(scroller)}
        {above.divider}
        {hasOlder && <Gap whole={loaded === 0} state={older} online={online} onLoad={wantOlder} />}
      </>
    );
  }
  return (
    <OlderSentinel scroller={scroller} state={older} hasOlder={hasOlder} loaded={loaded} onNear={wantOlder} />
  );
}

/**
 * Where "New messages" stands is decided when the dialog is opened and does not move while it is read; an answer, by
 * whomever, takes it away for good. Marking as read by hand does not: one may still want to see from where on.
 */
function useUnreadMark(
  items: readonly TranscriptItem[] | undefined,
  { firstNew, dealtWith }: Subject,
): Id | null {
  const [mark, setMark] = useState<Id | null | undefined>(undefined);
  if (items === undefined) return null;
  const now = mark === undefined ? firstNew(items) : mark;
  const kept = now !== null && dealtWith(items, now) ? null : now;
  if (kept !== mark) setMark(kept);
  return kept;
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
