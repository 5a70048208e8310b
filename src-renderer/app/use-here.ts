import { useEffect } from 'react';
import { useClient } from '../client/react.tsx';

/** Who only passes by does not look: arrows through a list open a dialog each, in milliseconds. */
const DWELL_MS = 500;
/** A look is said again well before it counts no more. */
const AGAIN_MS = 20_000;
const TOUCHES = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'focus'] as const;

/** Tells colleagues at which dialog the person looks while this window is to be seen, and that he is there at all. */
export function useHere(dialogId: string | null): void {
  const { actions } = useClient();

  useEffect(() => {
    const touched = (): void => actions.touched();
    for (const name of TOUCHES) window.addEventListener(name, touched, { passive: true, capture: true });
    return () => {
      for (const name of TOUCHES) window.removeEventListener(name, touched, { capture: true });
    };
  }, [actions]);

  useEffect(() => {
    let again: ReturnType<typeof setInterval> | undefined;
    let begin: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(begin);
      clearInterval(again);
    };
    const follow = (): void => {
      end();
      if (dialogId === null || document.visibilityState === 'hidden') return actions.look(null);
      begin = setTimeout(() => {
        actions.look(dialogId);
        again = setInterval(() => actions.look(dialogId), AGAIN_MS);
      }, DWELL_MS);
    };
    const leave = (): void => actions.look(null);
    follow();
    document.addEventListener('visibilitychange', follow);
    window.addEventListener('pagehide', leave);
    return () => {
      end();
      document.removeEventListener('visibilitychange', follow);
      window.removeEventListener('pagehide', leave);
    };
  }, [dialogId, actions]);

  // Signing out, or closing the client.
  useEffect(() => () => actions.look(null), [actions]);
}
