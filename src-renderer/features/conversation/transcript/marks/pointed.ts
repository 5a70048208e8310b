import { useSyncExternalStore } from 'react';
import type { Id } from '#shared/domain/ids.ts';

/** The one message under the pointer or with the focus: it alone shows its tools, and only it and the one before are drawn again. */
export class Pointed {
  #id: Id | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  is(id: Id): boolean {
    return this.#id === id;
  }

  readonly set = (id: Id | null): void => {
    if (this.#id === id) return;
    this.#id = id;
    for (const listener of this.#listeners) listener();
  };
}

export function useIsPointed(pointed: Pointed, id: Id): boolean {
  return useSyncExternalStore(pointed.subscribe, () => pointed.is(id));
}
