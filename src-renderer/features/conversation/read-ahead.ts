import type { Client } from '#renderer/client/client.ts';
import type { Id } from '#shared/domain/ids.ts';
import { arrivalOf } from './use-arrived.ts';

/**
 * Reads the first picture of a dialog that may be opened soon. It then stays known until something of it changes, without being
 * kept up to date, so that the dialog is drawn by the very click.
 */
export function readAhead(client: Client, dialogId: Id): Promise<void> {
  const arrival = arrivalOf(client, dialogId);
  if (arrival.here()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = arrival.subscribe(() => {
      // Not before `subscribe` has returned.
      queueMicrotask(() => {
        stop();
        resolve();
      });
    });
  });
}
