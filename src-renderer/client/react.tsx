import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  useSyncExternalStore,
  type DependencyList,
  type ReactNode,
} from 'react';
import type { Live } from '../data/queries/views.ts';
import type { Client } from './client.ts';

const ClientContext = createContext<Client | null>(null);

/** Makes a signed-in client reachable for everything below. */
export function ClientProvider({ client, children }: { client: Client; children: ReactNode }): ReactNode {
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** The signed-in client. Throws outside of `ClientProvider`, where there is none. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('useClient is used outside of a ClientProvider');
  return client;
}

type Seen<T> = { kind: 'nothing' } | { kind: 'value'; value: T } | { kind: 'error'; error: unknown };

const NOTHING: Seen<never> = { kind: 'nothing' };

/**
 * The newest value of a live query; undefined until the first one is read. All components of one drawing see the same
 * value, and an equal value draws nothing again. An error of the query is thrown to the nearest error boundary.
 * @param source a live value, or a function that asks for one; the function is asked again when `deps` change.
 */
export function useLive<T>(source: Live<T> | (() => Live<T>), deps: DependencyList = []): T | undefined {
  const asked = typeof source === 'function' ? null : source;
  // oxlint-disable-next-line react/exhaustive-deps -- the caller says what his function depends on
  const live = useMemo(() => (typeof source === 'function' ? source() : source), [asked, ...deps]);
  const store = useMemo(() => createStore(live), [live]);
  const seen = useSyncExternalStore(
    useCallback((onChange) => store.subscribe(onChange), [store]),
    () => store.seen(),
  );
  if (seen.kind === 'error') throw seen.error;
  return seen.kind === 'value' ? seen.value : undefined;
}

/** React asks for the value at any time, a live query tells it when it changes: this remembers it in between. */
function createStore<T>(live: Live<T>) {
  const known = live.current?.();
  let seen: Seen<T> = known === undefined ? NOTHING : { kind: 'value', value: known };
  return {
    seen: () => seen,
    subscribe: (onChange: () => void) =>
      live.subscribe(
        (value) => {
          if (seen.kind === 'value' && Object.is(seen.value, value)) return;
          seen = { kind: 'value', value };
          onChange();
        },
        (error) => {
          seen = { kind: 'error', error };
          onChange();
        },
      ),
  };
}
