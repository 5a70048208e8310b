import type { Id } from './ids.ts';
import type { Reaction, Side } from './message.ts';

/** Somebody's reaction set, changed or taken away (null). The same list when that changes nothing. */
export function withReaction(reactions: Reaction[], by: Side, emoji: string | null): Reaction[] {
  const former = reactions.find((reaction) => reaction.by === by)?.emoji ?? null;
  if (former === emoji) return reactions;
  const others = reactions.filter((reaction) => reaction.by !== by);
  return emoji === null ? others : [...others, { emoji, by }];
}

/** What the company says to the client by its operators' reactions: each picture once, the newest `most`. */
export function companyReactions(reactions: readonly Reaction[], most: number): string[] {
  const ours = reactions.filter((reaction) => reaction.by !== 'client').map((reaction) => reaction.emoji);
  return [...new Set(ours.toReversed())].slice(0, most).toReversed();
}

export interface ReactionCount {
  emoji: string;
  by: Side[];
}

/** By picture, in the order in which each first came. */
export function countReactions(reactions: readonly Reaction[]): ReactionCount[] {
  const groups = Map.groupBy(reactions, (reaction) => reaction.emoji);
  return [...groups].map(([emoji, those]) => ({ emoji, by: those.map((reaction) => reaction.by) }));
}

export function reactionOf(reactions: readonly Reaction[], by: Id): string | null {
  return reactions.find((reaction) => reaction.by === by)?.emoji ?? null;
}
