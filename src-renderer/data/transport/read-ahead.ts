type End = { kind: 'whole' } | { kind: 'failed'; error: unknown };

/**
 * Gives what a source gives, and goes on reading it while the last was not asked for yet, up to `most` in size: what comes from
 * the network does not wait for the disk. A source that fails does so after what it gave before.
 * @param sizeOf in any unit, above 0; only what waits is counted
 */
export async function* readAhead<T>(
  source: AsyncGenerator<T>,
  sizeOf: (item: T) => number,
  most: number,
): AsyncGenerator<T> {
  const waiting: T[] = [];
  const state: { size: number; end: End | null; stopped: boolean } = { size: 0, end: null, stopped: false };
  // Never both sides wait: one for a place in the queue, the other for something in it.
  let wake = (): void => {};
  const changed = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  const read = async (): Promise<void> => {
    for await (const item of source) {
      waiting.push(item);
      state.size += sizeOf(item);
      wake();
      while (state.size >= most && !state.stopped) await changed();
      if (state.stopped) return;
    }
  };
  read().then(
    () => {
      state.end = { kind: 'whole' };
      wake();
    },
    (error: unknown) => {
      state.end = { kind: 'failed', error };
      wake();
    },
  );
  try {
    for (;;) {
      const [item] = waiting.splice(0, 1);
      if (item !== undefined) {
        state.size -= sizeOf(item);
        wake();
        yield item;
      } else if (state.end === null) await changed();
      else if (state.end.kind === 'failed') throw state.end.error;
      else return;
    }
  } finally {
    // Whoever leaves early lets go of the source, too: with its next item.
    state.stopped = true;
    wake();
  }
}
