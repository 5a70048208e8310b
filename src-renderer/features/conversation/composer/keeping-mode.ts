import type { DraftHandle } from './use-draft.ts';

/**
 * What is attached as a hidden message stays one, whatever becomes of the dialog: its mode is kept with it, as with words. What was begun as
 * an open one opens nothing: the person may have chosen otherwise since, while he spoke perhaps.
 */
export function keepingMode({ set }: Pick<DraftHandle, 'set'>, hidden: boolean) {
  return <Args extends unknown[]>(add: (...args: Args) => void): ((...args: Args) => void) =>
    (...args) => {
      if (hidden) set({ hidden });
      add(...args);
    };
}
