import type { Live } from '../data/queries/views.ts';

/** The present value of something that changes, for those who ask once. */
export function firstOf<T>(live: Live<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    let over = false;
    const end = (call: () => void): void => {
      over = true;
      stop();
      call();
    };
    stop = live.subscribe(
      (value) => end(() => resolve(value)),
      (error) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
    // It may answer before `subscribe` has returned.
    if (over) stop();
  });
}
