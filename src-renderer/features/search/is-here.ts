import type { Client } from '#renderer/client/client.ts';
import type { Id } from '#shared/domain/ids.ts';

/** Tells, once, whether a dialog is in the replica. */
export function isHere(client: Client, dialogId: Id, tell: (here: boolean) => void): void {
  let told = false;
  const once = (here: boolean): void => {
    if (told) return;
    told = true;
    tell(here);
    // Not within its own first call, when there is nothing to stop yet.
    queueMicrotask(() => stop());
  };
  const stop = client.queries.dialog(dialogId).subscribe(
    (view) => once(view !== null),
    () => once(true),
  );
}
