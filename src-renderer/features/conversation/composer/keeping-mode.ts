import type { DraftHandle } from './use-draft.ts';

/** What is attached as a hidden message stays one, whatever becomes of the dialog: its mode is kept with it, as with words. */
export function keepingMode({ set }: Pick<DraftHandle, 'set'>, hidden: boolean) {
  return <Args extends unknown[]>(add: (...args: Args) => void): ((...args: Args) => void) =>
    (...args) => {
      set({ hidden });
      add(...args);
    };
}
