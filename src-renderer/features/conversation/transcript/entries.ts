import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Author, DialogEvent } from '#shared/domain/message.ts';
import type { Id } from '#shared/domain/ids.ts';

/** What stands in a transcript, from top to bottom. */
export type Entry =
  | {
      kind: 'message';
      key: Id;
      item: TranscriptItem;
      text: string;
      /** What it answers was deleted since. */
      quoteGone: boolean;
      first: boolean;
    }
  | { kind: 'event'; key: Id; event: DialogEvent; at: number }
  | { kind: 'unread'; key: 'unread' };

/** A piece of a day that is drawn, skipped while off screen, and compared as one. */
export interface Block {
  key: string;
  entries: Entry[];
  /** Equal for equal looks: a block with the same signature need not be drawn again. */
  signature: string;
}

export interface Day {
  /** Start of the day in the person's time zone, Unix milliseconds. */
  at: number;
  blocks: Block[];
}

const GROUP_GAP_MS = 5 * 60_000;
const BLOCK_SEQS = 32;

/**
 * Arranges messages by days, and neighbours of one author within five minutes into groups.
 * @param items by rising place, as the query gives them
 * @param unreadFromId the message before which "New messages" stands
 * @param startOfDay which day a time belongs to, in the person's time zone
 */
export function arrange(
  items: readonly TranscriptItem[],
  unreadFromId: Id | null,
  startOfDay: (at: number) => number,
): Day[] {
  const days: Day[] = [];
  const gone = new Set(items.flatMap(({ message }) => (message.body.kind === 'deleted' ? [message.id] : [])));
  let previous: TranscriptItem | undefined;
  for (const item of items) {
    const dayAt = startOfDay(item.message.at);
    let day = days.at(-1);
    // A clock that was set back must not open a day anew: order is the hub's, days only rise.
    const newDay = day === undefined || dayAt > day.at;
    if (day === undefined || newDay) {
      day = { at: dayAt, blocks: [] };
      days.push(day);
    }
    const block = blockFor(day, item.message.seq);
    const unreadHere = item.message.id === unreadFromId;
    if (unreadHere) push(block, { kind: 'unread', key: 'unread' });
    const first = newDay || unreadHere || previous === undefined || !together(previous, item);
    const quoteGone = gone.has(item.message.replyTo?.messageId ?? '');
    push(block, entryOf(item, { quoteGone, first }));
    previous = item;
  }
  return days;
}

/** Blocks begin at fixed places of the dialog, so that older pages never cut existing blocks anew. */
function blockFor(day: Day, seq: number): Block {
  const key = String(Math.floor(seq / BLOCK_SEQS));
  const last = day.blocks.at(-1);
  if (last?.key === key) return last;
  const block: Block = { key, entries: [], signature: '' };
  day.blocks.push(block);
  return block;
}

function push(block: Block, entry: Entry): void {
  block.entries.push(entry);
  block.signature += `${signatureOf(entry)};`;
}

function entryOf(item: TranscriptItem, looks: { quoteGone: boolean; first: boolean }): Entry {
  const { message } = item;
  if (message.body.kind === 'event')
    return { kind: 'event', key: message.id, event: message.body.event, at: message.at };
  const text = message.body.kind === 'text' ? message.body.text : '';
  return { kind: 'message', key: message.id, item, text, ...looks };
}

/** Equal for equal looks, as of a block. */
export function signatureOf(entry: Entry): string {
  if (entry.kind !== 'message') return entry.key;
  const { message, pending } = entry.item;
  // Two versions may have one number: as the person did it, and as the hub has it.
  const { editedAt, amendment, reactions, body, delivery } = message;
  const done = [editedAt, amendment?.state, body.kind, ...reactions.map(({ emoji, by }) => emoji + by)];
  const looks = [delivery?.state, pending?.kind, entry.first, entry.quoteGone];
  return [message.id, message.rev, ...done, ...looks].join('.');
}

function together(a: TranscriptItem, b: TranscriptItem): boolean {
  return (
    a.message.body.kind !== 'event' &&
    b.message.body.kind !== 'event' &&
    a.message.visibility === b.message.visibility &&
    sameAuthor(a.message.author, b.message.author) &&
    b.message.at - a.message.at < GROUP_GAP_MS
  );
}

function sameAuthor(a: Author, b: Author): boolean {
  if (a.kind === 'operator') return b.kind === 'operator' && a.operatorId === b.operatorId;
  return a.kind === b.kind;
}

/** The client's message from which on nothing is answered: the `unread`-th from the end; null when all is read. */
export function firstUnread(items: readonly TranscriptItem[], unread: number): Id | null {
  let left = unread;
  for (let i = items.length - 1; i >= 0 && left > 0; i -= 1) {
    const message = items[i]?.message;
    if (message?.author.kind !== 'client') continue;
    left -= 1;
    if (left === 0) return message.id;
  }
  return null;
}

/** Somebody of the company has answered behind this message: what was new there is new no more. */
export function answeredAfter(items: readonly TranscriptItem[], messageId: Id): boolean {
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const message = items[i]?.message;
    if (message === undefined || message.id === messageId) return false;
    if (message.author.kind === 'operator' && message.visibility === 'public') return true;
  }
  return false;
}

/** Client's messages behind the last one that was on the screen. */
export function countBelow(items: readonly TranscriptItem[], seenSeq: number): number {
  let count = 0;
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const message = items[i]?.message;
    if (message === undefined || message.seq <= seenSeq) break;
    if (message.author.kind === 'client') count += 1;
  }
  return count;
}
