import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import type { History } from './use-history.ts';

/** A message to go to; another `time` is another wish, even for the same message. */
export interface JumpTarget {
  dialogId: Id;
  seq: number;
  time: number;
}

export type JumpState = 'idle' | 'on_the_way' | 'offline' | 'failed';

/** More than this is not scrolled through for one message: it would take longer than anybody waits. */
const MOST_LOADED = 4_000;

/**
 * Goes to a message: brings all that lies between it and the newest, so that nothing is ever shown as whole that is not, then shows it
 * in the middle and lights it up for a moment.
 */
export function useJump(
  dialogId: Id,
  target: JumpTarget | null,
  history: History,
  scroller: RefObject<HTMLElement | null>,
): JumpState {
  const [reached, setReached] = useState(0);
  const wanted = target !== null && target.dialogId === dialogId && target.time !== reached ? target : null;
  const { view, older } = history;
  const first = view?.items[0]?.message.seq;
  const found =
    wanted && view?.items.find(({ message, pending }) => message.seq === wanted.seq && pending === null);
  const foundId = found?.message.id ?? null;

  const step = useEffectEvent(() => {
    if (wanted === null || view === undefined) return;
    const element =
      foundId === null ? null : scroller.current?.querySelector(`[data-message-id="${CSS.escape(foundId)}"]`);
    if (element instanceof HTMLElement) show(element, () => setReached(wanted.time));
    else if (foundId === null && older === 'idle' && view.items.length < MOST_LOADED)
      history.reach(wanted.seq);
  });
  const way = wanted && `${wanted.time} ${first} ${view?.items.length} ${older} ${foundId}`;
  useEffect(() => {
    if (way !== null) step();
  }, [way]);

  if (wanted === null) return 'idle';
  if (older === 'offline' || older === 'failed') return older;
  if ((view?.items.length ?? 0) >= MOST_LOADED) return 'failed';
  return older === 'loading' ? 'on_the_way' : 'idle';
}

const LIT_MS = 2_000;

function show(element: HTMLElement, onShown: () => void): void {
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  // Blocks above were laid out by a guess until now; with their true height the place is another one.
  requestAnimationFrame(() => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    onShown();
  });
  element.animate(
    [
      { backgroundColor: 'color-mix(in oklab, var(--accent) 30%, transparent)' },
      { backgroundColor: 'transparent' },
    ],
    { duration: LIT_MS, easing: 'ease-in' },
  );
}
