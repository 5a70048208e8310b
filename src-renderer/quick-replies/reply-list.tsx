import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import type { ReplyView } from '../data/queries/views.ts';
import { ReplyOption, ROW_HEIGHT } from './reply-option.tsx';
import type { Slot } from './use-replies.ts';

interface ReplyListProps {
  id: string;
  label: string;
  views: readonly ReplyView[];
  slots: ReadonlyMap<Id, Slot>;
  activeId: Id | null;
  /** What is looked for: with something else one begins at the top. */
  sought: string;
  /** It has the keyboard itself; otherwise a field does, which knows the active one. */
  ownKeys?: (event: React.KeyboardEvent) => void;
  /** Of replies with words that are not saved yet. */
  unsaved?: ReadonlySet<Id>;
  onPoint?: (id: Id) => void;
  onChoose: (view: ReplyView) => void;
  onOpen?: (view: ReplyView) => void;
}

export const replyOptionId = (list: string, id: Id): string => `${list}-${id}`;

/** Replies under each other, ten thousand as well as ten: only those in view are drawn, and the active one. */
export function ReplyList(props: ReplyListProps): ReactNode {
  const { id, label, views, slots, activeId, sought, ownKeys, unsaved, onPoint, onChoose, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const active = views.findIndex(({ reply }) => reply.id === activeId);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (active < 0 || indexes.includes(active)) return indexes;
      return [...indexes, active].toSorted((a, b) => a - b);
    },
    [active],
  );
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: views.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    rangeExtractor,
  });
  useLayoutEffect(() => {
    virtual.scrollToOffset(0);
    // oxlint-disable-next-line react/exhaustive-deps -- when something else is looked for
  }, [sought]);
  useLayoutEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active);
    // oxlint-disable-next-line react/exhaustive-deps -- when another is active, not when the same one moves
  }, [activeId]);

  return (
    <div
      ref={scroller}
      id={id}
      role="listbox"
      aria-label={label}
      aria-activedescendant={
        ownKeys && activeId !== null && active >= 0 ? replyOptionId(id, activeId) : undefined
      }
      // What scrolls can be reached by the keyboard.
      tabIndex={0}
      onKeyDown={ownKeys}
      className="focus-inset min-h-0 grow overflow-y-auto"
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const view = views[index];
          return view === undefined ? null : (
            <ReplyOption
              key={view.reply.id}
              id={replyOptionId(id, view.reply.id)}
              view={view}
              slot={slots.get(view.reply.id) ?? null}
              active={index === active}
              position={index + 1}
              total={views.length}
              top={start}
              unsaved={unsaved?.has(view.reply.id) ?? false}
              onPoint={onPoint}
              onChoose={onChoose}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}
