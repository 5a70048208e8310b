import type { SyncState } from '../db/sync-status.ts';

export const initialSyncState: SyncState = {
  connection: { kind: 'connecting' },
  firstSync: null,
  archive: null,
  storage: null,
};

/** A value with listeners; a set that changes nothing tells nobody. */
export class Observed<T> {
  private value: T;
  private readonly listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.value = value;
  }

  current(): T {
    return this.value;
  }

  set(value: T): void {
    if (JSON.stringify(value) === JSON.stringify(this.value)) return;
    this.value = value;
    for (const listener of this.listeners) listener(value);
  }

  subscribe(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
