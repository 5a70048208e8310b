import { useEffect, useEffectEvent, useState } from 'react';
import { focusArea } from './areas.ts';
import { useWideEnough } from './use-wide-enough.ts';
import { useViewState } from './view-state.ts';

/** Below it (a smaller window, or a larger zoom) there is no room for a third column. */
const ROOM_FOR_CARD = 1120;

export interface CardPlace {
  open: boolean;
  /** There is a dialog whose client can be looked at. */
  available: boolean;
  /** It lies over the dialog instead of standing beside it. */
  over: boolean;
  onToggle: () => void;
}

/**
 * Where the client's card is. With room for it, it stands beside the dialog as long as it is wanted; without, it is called for one dialog,
 * lies over that, and Escape puts it away.
 * @param dialogId whose client can be looked at now; neither colleagues nor the table have one
 */
export function useCard(dialogId: string | null): CardPlace {
  const { cardOpen, setCardOpen } = useViewState();
  const wide = useWideEnough(ROOM_FOR_CARD);
  const [calledFor, setCalledFor] = useState<string | null>(null);
  const called = calledFor === dialogId && dialogId !== null;
  const open = dialogId !== null && (wide ? cardOpen : called);
  const over = open && !wide;
  useKeyboardInCard(over, () => setCalledFor(null));
  return {
    open,
    available: dialogId !== null,
    over,
    onToggle: () => (wide ? setCardOpen(!cardOpen) : setCalledFor(called ? null : dialogId)),
  };
}

/** A card that came over the dialog has the keyboard, and gives it back to what had it. */
function useKeyboardInCard(over: boolean, putAway: () => void): void {
  const escape = useEffectEvent(putAway);
  useEffect(() => {
    if (!over) return undefined;
    const before = document.activeElement;
    focusArea('card');
    const card = document.querySelector<HTMLElement>('[data-area=card]');
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (!(event.target instanceof Node) || !card?.contains(event.target)) return;
      event.preventDefault();
      escape();
    };
    // On the window: a field of the card uses the key first.
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      const here = document.activeElement;
      const lost = here === document.body || (card?.contains(here) ?? false);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [over]);
}
