import type { Message } from '#shared/domain/message.ts';

/** Messages of one page of the hub, as it gives them when nothing else is said. */
const PAGE = 50;

/** Asks for the page with this message in its middle; null: the newest. */
export function pageBefore(seq: number | null): number | null {
  return seq === null ? null : seq + PAGE / 2;
}

type Page = readonly Pick<Message, 'seq'>[];

/**
 * How to ask for what lies before and after a page; null: nothing does, as far as can be told.
 * @param before the page before this one, when there is one: the end is reached when asking for more brought nothing newer
 */
export function farRange(
  messages: Page,
  before: Page = [],
): { earlier: number | null; later: number | null } | null {
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return null;
  return {
    earlier: first.seq > 1 ? first.seq : null,
    later: messages.length < PAGE || last.seq === before.at(-1)?.seq ? null : last.seq + PAGE + 1,
  };
}
