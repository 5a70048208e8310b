import type { Id } from '#shared/domain/ids.ts';
import type { TypingView } from './views.ts';

/** How long one "I am typing" holds, in milliseconds. */
export const TYPING_FADES_MS = 6_000;

export type Typist = { kind: 'client' } | { kind: 'operator'; operatorId: Id };

/** Who types where, right now. Never stored. */
export class TypingStore {
  /** Dialog → `client` or an operator's id → when it fades. */
  private readonly until = new Map<Id, Map<string, number>>();
  private readonly listeners = new Set<(dialogId: Id) => void>();
  private readonly now: () => number;

  constructor(now: () => number = () => Date.now()) {
    this.now = now;
  }

  heard(dialogId: Id, by: Typist): void {
    const typists = this.until.get(dialogId) ?? new Map<string, number>();
    typists.set(by.kind === 'client' ? 'client' : by.operatorId, this.now() + TYPING_FADES_MS);
    this.until.set(dialogId, typists);
    this.tell(dialogId);
    setTimeout(() => this.fade(dialogId), TYPING_FADES_MS);
  }

  view(dialogId: Id): TypingView {
    const now = this.now();
    const active = [...(this.until.get(dialogId) ?? [])]
      .filter(([, until]) => until > now)
      .map(([key]) => key);
    return { client: active.includes('client'), operatorIds: active.filter((key) => key !== 'client') };
  }

  onChange(listener: (dialogId: Id) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private fade(dialogId: Id): void {
    const typists = this.until.get(dialogId);
    const now = this.now();
    for (const [key, until] of typists ?? []) if (until <= now) typists?.delete(key);
    if (typists?.size === 0) this.until.delete(dialogId);
    this.tell(dialogId);
  }

  private tell(dialogId: Id): void {
    for (const listener of this.listeners) listener(dialogId);
  }
}
