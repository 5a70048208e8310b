import type { Id } from '#shared/domain/ids.ts';

export type OlderResult = 'loaded' | 'nothing_older' | 'offline';

/**
 * What is fetched on demand. Scrolling asks the same thing many times in a row; while one request for a dialog is on its
 * way, the others get its answer.
 */
export function createRemote(loadOlder: (dialogId: Id) => Promise<OlderResult>) {
  const loading = new Map<Id, Promise<OlderResult>>();
  return {
    loadOlder(dialogId: Id): Promise<OlderResult> {
      const running = loading.get(dialogId);
      if (running) return running;
      const started = loadOlder(dialogId).finally(() => loading.delete(dialogId));
      loading.set(dialogId, started);
      return started;
    },
  };
}
