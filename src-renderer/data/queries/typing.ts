import type { Id } from '#shared/domain/ids.ts';
import type { Visibility } from '#shared/domain/message.ts';
import type { TypingView } from './views.ts';

/** How long one "I am typing" holds, in milliseconds. */
export const TYPING_FADES_MS = 6_000;

export type Typist = { kind: 'client' } | { kind: 'operator'; operatorId: Id; visibility: Visibility };

/** For whom it is, and when it fades. */
interface Heard {
  visibility: Visibility;
  until: number;
}

/** Who types where, right now. Never stored. */
export class TypingStore {
  /** By dialog, then by `client` or an operator's id. */
  private readonly heards = new Map<Id, Map<string, Heard>>();
  private readonly listeners = new Set<(dialogId: Id) => void>();
  private readonly now: () => number;

  constructor(now: () => number = () => Date.now()) {
    this.now = now;
  }

  heard(dialogId: Id, by: Typist): void {
    const typists = this.heards.get(dialogId) ?? new Map<string, Heard>();
    const until = this.now() + TYPING_FADES_MS;
    if (by.kind === 'client') typists.set('client', { visibility: 'public', until });
    else typists.set(by.operatorId, { visibility: by.visibility, until });
    this.heards.set(dialogId, typists);
    this.tell(dialogId);
    setTimeout(() => this.fade(dialogId), TYPING_FADES_MS);
  }

  view(dialogId: Id): TypingView {
    const now = this.now();
    const active = [...(this.heards.get(dialogId) ?? [])].filter(([, { until }]) => until > now);
    const operators = active.filter(([key]) => key !== 'client');
    return {
      client: operators.length < active.length,
      operatorIds: operators.map(([key]) => key),
      answeringIds: operators.filter(([, { visibility }]) => visibility === 'public').map(([key]) => key),
    };
  }

  onChange(listener: (dialogId: Id) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private fade(dialogId: Id): void {
    const typists = this.heards.get(dialogId);
    const now = this.now();
    for (const [key, { until }] of typists ?? []) if (until <= now) typists?.delete(key);
    if (typists?.size === 0) this.heards.delete(dialogId);
    this.tell(dialogId);
  }

  private tell(dialogId: Id): void {
    for (const listener of this.listeners) listener(dialogId);
  }
}
