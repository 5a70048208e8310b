import type { Live } from '#renderer/data/queries/views.ts';

/**
 * The copy is taken anew when the person's rights are other ones; what the hub answered before, and is kept beside it, must not outlive it.
 * @returns the way to stop
 */
export function onOtherRights(mark: Live<string>, forget: () => void): () => void {
  let known: string | null = null;
  return mark.subscribe(
    (now) => {
      const changed = known !== null && known !== now;
      known = now;
      if (changed) forget();
    },
    // Whoever draws from the same database hears of it.
    () => undefined,
  );
}
