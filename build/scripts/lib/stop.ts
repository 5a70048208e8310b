/** One key press arrives several times: from the terminal, from npm and from bootstrap. */
const SAME_PRESS_MS = 700;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls the listener when this command is told to stop: Ctrl+C, a signal, or the death of the process that started it.
 * @param listener `hard` is true from the second Ctrl+C on: the person does not want to wait
 * @returns function that takes the listener off again
 */
export function onStop(listener: (hard: boolean) => void): () => void {
  let lastAt: number | undefined;
  const told = (): void => {
    const now = performance.now();
    if (lastAt !== undefined && now - lastAt < SAME_PRESS_MS) return;
    listener(lastAt !== undefined);
    lastAt = now;
  };
  for (const name of SIGNALS) process.on(name, told);
  // The channel to bootstrap carries no messages; where somebody reads messages it is another one and theirs to manage.
  if (process.channel && process.listenerCount('message') === 0) {
    process.on('disconnect', told);
    // Listening alone must not keep a finished command alive.
    process.channel.unref();
  }
  return () => {
    for (const name of SIGNALS) process.off(name, told);
    process.off('disconnect', told);
  };
}
