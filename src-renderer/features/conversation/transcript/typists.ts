import type { TypingView } from '#renderer/data/queries/views.ts';
import type { Author } from '#shared/domain/message.ts';

/** "Is typing" fades so long after it was heard; whoever has sent his words is silent for as long unless heard again. */
export const FADES_MS = 6_000;

/** Null for what nobody types: the system's own lines. */
export function typistOf(author: Author): string | null {
  if (author.kind === 'client') return 'client';
  return author.kind === 'operator' ? author.operatorId : null;
}

const SILENCE: TypingView = { client: false, operatorIds: [], answeringIds: [] };

/**
 * Those who type as far as can be seen: not in a finished dialog, and not who has just sent what he typed.
 * @param seen `spoken`: who said the newest message within `FADES_MS`: `client`, or an operator's id
 */
export function visibleTypists(
  typing: TypingView | undefined,
  seen: { open: boolean; me: string; spoken: string | null },
): TypingView {
  if (typing === undefined || !seen.open) return SILENCE;
  const others = (ids: readonly string[]): string[] =>
    ids.filter((id) => id !== seen.me && id !== seen.spoken);
  return {
    client: typing.client && seen.spoken !== 'client',
    operatorIds: others(typing.operatorIds),
    answeringIds: others(typing.answeringIds),
  };
}
