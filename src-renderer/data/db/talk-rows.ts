import type { Id } from '#shared/domain/ids.ts';
import type { Talk, TalkMark } from '#shared/domain/talk.ts';

/**
 * Talks of the team lie in tables of their own: lists, counters, packs and the search index of dialogs never read them. They are far fewer
 * and shorter than clients' dialogs, so that rows do and there are no pages (decision 034).
 */
export interface TalkRecord {
  id: Id;
  talk: Talk;
  /** How far the person has read it; null: nothing yet. */
  mark: TalkMark | null;
  /** The known part of it, without a hole and up to its newest message; null: nothing of it is here. */
  known: { from: number; to: number } | null;
  /** Counts changes of messages that are not here: a page of history asked for before one may be older than it. */
  missed: number;
}

/** Most messages of one talk that are kept here; older ones are asked for again when somebody looks. */
export const TALK_KEPT = 2_000;
