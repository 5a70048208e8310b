/** For work that nobody waits for. It should never fail; if it does, the page's console is the only place to say so. */
export function inBackground(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.error('[Otklik chat]', error));
}
