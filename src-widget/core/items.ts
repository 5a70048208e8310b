import type { ChatItem } from '#shared/wire/chat/item.ts';

/**
 * What the widget knows of the visitor's talk: neighbouring items by rising seq. It never has a hole inside; where it
 * starts above 1, earlier items are at the hub.
 */
export type Items = readonly ChatItem[];

export interface Merged {
  items: Items;
  /** The new items do not join the known ones: something between was lost and must be asked for again. */
  gap: boolean;
}

export function lastSeq(items: Items): number {
  return items.at(-1)?.seq ?? 0;
}

export function firstSeq(items: Items): number {
  return items[0]?.seq ?? 1;
}

/**
 * Joins items to the end; known ones were changed and take their place. The same batch may come twice, from two tabs or two ways.
 */
export function appendItems(known: Items, incoming: Items): Merged {
  const came = new Map(incoming.map((item) => [item.seq, item]));
  const now = known.map((item) => came.get(item.seq) ?? item);
  const items = JSON.stringify(now) === JSON.stringify(known) ? known : now;
  const fresh = incoming.filter((item) => item.seq > lastSeq(known));
  const [first] = fresh;
  if (first === undefined) return { items, gap: false };
  if (known.length > 0 && first.seq !== lastSeq(known) + 1) return { items, gap: true };
  return { items: [...items, ...fresh], gap: false };
}

/** Joins an earlier page to the beginning; one that does not reach the first known item is dropped. */
export function prependItems(known: Items, earlier: Items): Items {
  const before = earlier.filter((item) => item.seq < firstSeq(known));
  if (before.length === 0 || lastSeq(before) + 1 !== firstSeq(known)) return known;
  return [...before, ...known];
}

/** The company's items that the visitor has not had before his eyes. */
export function unreadCount(items: Items, seenUpTo: number): number {
  return items.filter((item) => item.from === 'company' && item.seq > seenUpTo).length;
}

/** Keeps what is worth storing on the visitor's device: the newest, in a bounded number and size. */
export function cacheable(items: Items, most = 60, mostCharacters = 100_000): Items {
  let characters = 0;
  let from = items.length;
  while (from > 0 && items.length - from < most) {
    characters += items[from - 1]?.text.length ?? 0;
    if (characters > mostCharacters) break;
    from -= 1;
  }
  return items.slice(from);
}
