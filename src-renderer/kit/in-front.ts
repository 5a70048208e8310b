import { useSyncExternalStore } from 'react';

/** Whether the window is before the person: to be seen, and with the keyboard. */
export function useInFront(): boolean {
  return useSyncExternalStore(onFront, () => document.visibilityState === 'visible' && document.hasFocus());
}

function onFront(listener: () => void): () => void {
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}
