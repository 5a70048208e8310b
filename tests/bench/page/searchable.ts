import type { Client } from '#renderer/client/client.ts';

/** An index that said nothing for so long after the replica came to rest has nothing more to do. */
const SILENCE_MS = 1_000;

/**
 * Resolves when everything that lies in the replica can be found: the index says `ready` and goes on saying so. To be called when
 * the replica is whole.
 * @returns when it said so, by `performance.now()`
 */
export function searchable({ search }: Client): Promise<number> {
  return new Promise((resolve, reject) => {
    let saidAt = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = (): void => undefined;
    const look = (): void => {
      saidAt = performance.now();
      clearTimeout(timer);
      const state = search.state();
      if (state.kind === 'unavailable') {
        stop();
        reject(new Error(`No search: ${state.reason}`));
      } else if (state.kind === 'ready')
        timer = setTimeout(() => {
          stop();
          resolve(saidAt);
        }, SILENCE_MS);
    };
    stop = search.subscribe(look);
    look();
  });
}
