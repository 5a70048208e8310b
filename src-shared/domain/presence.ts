import { z } from 'zod';
import { idSchema, revSchema, timestampSchema, type Id, type Timestamp } from './ids.ts';

/** What an operator says of himself (scenario B5); kept, and the same on all his devices. */
export const PRESENCE_CHOICES = ['online', 'away', 'break', 'off'] as const;
export const presenceChoiceSchema = z.enum(PRESENCE_CHOICES);
export type PresenceChoice = z.infer<typeof presenceChoiceSchema>;

/** An operator's choice as the directory carries it; who never chose has none and counts as online. */
export const chosenPresenceSchema = z.object({
  /** The operator's. */
  id: idSchema,
  choice: presenceChoiceSchema,
  /** Since when, by the hub's clock. */
  since: timestampSchema,
  rev: revSchema,
});
export type ChosenPresence = z.infer<typeof chosenPresenceSchema>;

/** A colleague with at least one live connection to any hub. Never stored beyond the life of the connection. */
export const connectedSchema = z.object({
  operatorId: idSchema,
  since: timestampSchema,
  /** Since when none of his devices has seen him; null while one does. */
  idleSince: timestampSchema.nullable(),
});
export type Connected = z.infer<typeof connectedSchema>;

/** After so long without a key or a move of the pointer a person counts as away, in milliseconds. */
export const AWAY_AFTER_MS = 10 * 60_000;

/** How it stands with a colleague, as others see it. */
export interface OperatorPresence {
  /**
   * `offline`: he is not connected. `unknown`: we are not, and what he chose does not say it. The rest is what he chose, or
   * `away` because nobody touched his devices for a while.
   */
  state: PresenceChoice | 'offline' | 'unknown';
  /** Null: we are not connected, so nobody knows. */
  connected: boolean | null;
  /** Since when `state` holds; null when nobody knows. */
  since: Timestamp | null;
}

/** @param connected null: has no connection; undefined: nobody knows */
export function presenceOf(
  chosen: Pick<ChosenPresence, 'choice' | 'since'> | null,
  connected: Connected | null | undefined,
): OperatorPresence {
  const choice = chosen?.choice ?? 'online';
  const since = chosen?.since ?? null;
  const isConnected = connected === undefined ? null : connected !== null;
  // A break or a free day says more than a closed laptop does.
  if (choice === 'off' || choice === 'break') return { state: choice, connected: isConnected, since };
  if (connected === undefined)
    return { state: choice === 'away' ? 'away' : 'unknown', connected: null, since };
  if (connected === null) return { state: 'offline', connected: false, since: null };
  if (choice === 'away') return { state: 'away', connected: true, since };
  if (connected.idleSince !== null) return { state: 'away', connected: true, since: connected.idleSince };
  return { state: 'online', connected: true, since: Math.max(connected.since, since ?? 0) };
}

/** Dialogs that one operator has on his hands. */
export const loadSchema = z.object({
  operatorId: idSchema,
  open: z.int().nonnegative(),
  /** Of them, those in which the client waits. */
  waiting: z.int().nonnegative(),
});
export type Load = z.infer<typeof loadSchema>;

/** Who is about, as far as one client knows: everything of it ends with the connection. */
export const aroundSchema = z.object({
  /** By operator. Null: not known. */
  connected: z.record(idSchema, connectedSchema).nullable(),
  /** Dialog → operators who have it before them. Dialogs at which nobody looks are not in it. */
  looking: z.record(idSchema, z.array(idSchema)),
});
export type Around = z.infer<typeof aroundSchema>;

export const NOBODY_AROUND: Around = { connected: null, looking: {} };

export interface ConnectedNews {
  /** Everybody, and not what changed. */
  whole: boolean;
  here: readonly Connected[];
  gone: readonly Id[];
}

export interface LookingNews {
  whole: boolean;
  /** Each with all who look at it now; nobody when empty. */
  dialogs: readonly { dialogId: Id; operatorIds: Id[] }[];
}

/** Pure. A change that comes before the whole says nothing yet: it is in the whole. */
export function withConnected(around: Around, news: ConnectedNews): Around {
  if (!news.whole && around.connected === null) return around;
  const connected = new Map(news.whole ? [] : Object.entries(around.connected ?? {}));
  for (const id of news.gone) connected.delete(id);
  for (const one of news.here) connected.set(one.operatorId, one);
  return { ...around, connected: Object.fromEntries(connected) };
}

/** Pure. */
export function withLooking(around: Around, news: LookingNews): Around {
  const looking = new Map(news.whole ? [] : Object.entries(around.looking));
  for (const { dialogId, operatorIds } of news.dialogs) {
    if (operatorIds.length === 0) looking.delete(dialogId);
    else looking.set(dialogId, operatorIds);
  }
  return { ...around, looking: Object.fromEntries(looking) };
}
