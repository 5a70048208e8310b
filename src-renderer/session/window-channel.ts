/** Tells the other windows of the same replica that its person left. */
export function openWindowChannel(databaseName: string) {
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`otklik-session:${databaseName}`);
  const listeners = new Set<() => void>();
  channel?.addEventListener('message', (event: MessageEvent) => {
    if (event.data === 'signed_out') for (const listener of listeners) listener();
  });
  return {
    onSignedOut(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tellSignedOut: () => channel?.postMessage('signed_out'),
    close: () => channel?.close(),
  };
}
