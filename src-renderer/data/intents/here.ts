import type { Id } from '#shared/domain/ids.ts';

/** A touch says so for a while; more often there is nothing new in it, in milliseconds. */
export const TOUCH_EVERY_MS = 20_000;

interface HereDeps {
  look(window: string, dialogId: Id | null): void;
  touched(): void;
  now?: () => number;
  /** Tells this window from the others of the browser. */
  window: string;
}

/** What the person does without doing anything: he looks, and he is there. Nothing of it is stored. */
export function createHere(deps: HereDeps) {
  const now = deps.now ?? (() => Date.now());
  let touchedAt = -Infinity;
  return {
    look: (dialogId: Id | null): void => deps.look(deps.window, dialogId),
    touched(): void {
      const at = now();
      // A clock that was put back counts as a touch.
      if (at >= touchedAt && at - touchedAt < TOUCH_EVERY_MS) return;
      touchedAt = at;
      deps.touched();
    },
  };
}
