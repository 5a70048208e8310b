import type { Id } from '#shared/domain/ids.ts';

/**
 * What is fetched on demand. Scrolling asks the same thing many times in a row; while one request for a dialog is on its
 * way, the others get its answer.
 */
export function createRemote<Result>(loadOlder: (dialogId: Id) => Promise<Result>) {
  const loading = new Map<Id, Promise<Result>>();
  return {
    loadOlder(dialogId: Id): Promise<Result> {
      const running = loading.get(dialogId);
      if (running) return running;
      const started = loadOlder(dialogId).finally(() => loading.delete(dialogId));
      loading.set(dialogId, started);
      return started;
    },
  };
}
