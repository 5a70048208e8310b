import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { CommandId } from './spec.ts';
import { CommandStore, type Offer, type Run } from './store.ts';

const CommandsContext = createContext<CommandStore | null>(null);

/** Carries the commands of everything below, and listens to their keys anywhere in the window while nothing lies over it. */
export function CommandsProvider({ children }: { children: ReactNode }): ReactNode {
  const [store] = useState(() => new CommandStore());
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const id = store.forKeys(event);
      if (
        id === null ||
        isCovered() ||
        (id === 'undo' && event.code === 'KeyZ' && !event.altKey && isWriting())
      )
        return;
      event.preventDefault();
      store.run(id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store]);
  return <CommandsContext value={store}>{children}</CommandsContext>;
}

function isCovered(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;
}

/** The text that is being written has an undo of its own, by the same keys. */
function isWriting(): boolean {
  const field = document.activeElement;
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) return field.value !== '';
  return field instanceof HTMLElement && field.isContentEditable;
}

export function useCommandStore(): CommandStore {
  const store = useContext(CommandsContext);
  if (store === null) throw new Error('a command is used outside of CommandsProvider');
  return store;
}

/** What can be given now. */
export function useOffers(): ReadonlyMap<CommandId, Offer> {
  const store = useCommandStore();
  return useSyncExternalStore(store.subscribe, store.offers);
}

/** Not `undefined`, which as an argument would mean the default: that it can be done. */
export const NOWHERE = Symbol('nowhere');
export type Why = string | null | typeof NOWHERE;

/**
 * Offers a command while this is on the screen.
 * @param why it cannot be done now; null: it can; `NOWHERE`: it makes no sense here at all
 */
export function useCommand(id: CommandId, run: Run, why: Why = null): void {
  const store = useCommandStore();
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (why === NOWHERE) return undefined;
    return store.offer(id, { run: () => latest(), why });
  }, [store, id, why]);
}

/** Hears of a command that somebody else carries out, and when that is done. */
export function useGiven(id: CommandId, hear: (done: Promise<unknown>) => void): void {
  const store = useCommandStore();
  const latest = useEffectEvent(hear);
  useEffect(() => store.watch(id, (done) => latest(done)), [store, id]);
}
