import { useEffect } from 'react';
import { z } from 'zod';
import { LISTS } from '#shared/domain/lists.ts';
import { DESKS, useViewState, type Place } from './view-state.ts';

/**
 * What an entry of the browser's history says. It lies in the entry's state and not in the address: ids of clients' dialogs
 * are nobody's business in bookmarks, logs and screenshots. Whose it is, because several people may use one tab.
 */
const entrySchema = z.object({
  otklik: z.object({
    owner: z.string(),
    // Entries of older versions know neither the table nor the team.
    desk: z.enum(DESKS).default('lists'),
    list: z.enum(LISTS),
    dialogId: z.string().nullable(),
    talkId: z.string().nullable().default(null),
  }),
});

/** The place that a history entry remembers for this person; null for a foreign or empty one. */
export function placeIn(state: unknown, owner: string): Place | null {
  const parsed = entrySchema.safeParse(state);
  if (!parsed.success || parsed.data.otklik.owner !== owner) return null;
  const { desk, list, dialogId, talkId } = parsed.data.otklik;
  return { desk, list, dialogId, talkId };
}

/** What has to be written so that the present entry says where one is: nothing after going back or a reload. */
export function entryFor(state: unknown, owner: string, now: Place): 'keep' | 'replace' | 'push' {
  const place = placeIn(state, owner);
  if (place === null) return 'replace';
  return isSame(place, now) ? 'keep' : 'push';
}

function isSame(one: Place, other: Place): boolean {
  return (
    one.desk === other.desk &&
    one.list === other.list &&
    one.dialogId === other.dialogId &&
    one.talkId === other.talkId
  );
}

/** Makes the chosen list and dialog part of the browser's history. */
export function useViewHistory(enabled: boolean, owner: string): void {
  const { desk, list, dialogId, talkId, go } = useViewState();

  useEffect(() => {
    if (!enabled) return undefined;
    const take = (state: unknown): void => {
      const place = placeIn(state, owner);
      if (place !== null) go(place);
    };
    // After a reload the entry knows best; other windows share what is remembered elsewhere.
    take(history.state);
    const onPopState = (event: PopStateEvent): void => take(event.state);
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, [enabled, owner, go]);

  useEffect(() => {
    if (!enabled) return;
    // What the effect above has just restored is newer than what this drawing knows.
    const now = useViewState.getState();
    const place: Place = { desk, list, dialogId, talkId };
    if (!isSame(place, now)) return;
    const what = entryFor(history.state, owner, place);
    const entry: z.input<typeof entrySchema> = { otklik: { owner, ...place } };
    if (what === 'push') history.pushState(entry, '');
    if (what === 'replace') history.replaceState(entry, '');
  }, [enabled, owner, desk, list, dialogId, talkId]);
}
