import type { ChatItem } from '#shared/wire/chat/item.ts';
import type { Items } from './items.ts';
import type { FailureReason } from './outgoing.ts';
import type { ChatState } from './state.ts';

/** The way of one's own message as the visitor sees it; null for the company's. */
export type Way = 'pending' | 'sent' | 'read' | 'failed' | null;

export type Marks = Pick<ChatItem, 'seq' | 'quote' | 'edited' | 'deleted' | 'reactions'>;

export interface MessageEntry {
  kind: 'message';
  /** The same before and after the hub has confirmed a message, so that it stays the same element. */
  key: string;
  from: ChatItem['from'];
  authorName: string | null;
  text: string;
  files: ChatItem['files'];
  form: ChatItem['form'];
  at: number;
  way: Way;
  failure: FailureReason | null;
  /** Null until there is one; `seq` 0 until the hub has it. */
  marks: Marks | null;
  /** Place in a run of messages of one author within a few minutes. */
  first: boolean;
  last: boolean;
}

export type Entry =
  MessageEntry | { kind: 'greeting'; key: string; text: string } | { kind: 'day'; key: string; at: number };

const RUN_MS = 5 * 60_000;

/** Of a message that the hub does not have yet. */
const UNMARKED: Omit<Marks, 'quote'> = {
  seq: 0,
  edited: false,
  deleted: false,
  reactions: { company: [], visitor: null },
};

type Bare = Omit<MessageEntry, 'first' | 'last'>;

function ofItem(item: ChatItem, items: Items, readUpTo: number): Bare {
  // As it is now: what was quoted may have been changed since.
  const quoted = item.quote && items.find(({ seq }) => seq === item.quote?.seq);
  const quote = item.quote && { ...item.quote, text: quoted?.text ?? item.quote.text };
  return {
    kind: 'message',
    key: item.clientId ?? item.id,
    from: item.from,
    authorName: item.authorName,
    text: item.text,
    files: item.files,
    form: item.form,
    at: item.at,
    way: item.from === 'company' ? null : item.seq <= readUpTo ? 'read' : 'sent',
    failure: null,
    marks: { seq: item.seq, quote, edited: item.edited, deleted: item.deleted, reactions: item.reactions },
  };
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}

function joins(a: Bare | undefined, b: Bare | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const near = Math.abs(b.at - a.at) < RUN_MS && dayOf(a.at) === dayOf(b.at);
  return near && a.from === b.from && a.authorName === b.authorName;
}

/** What the log shows, in order. Pure. */
export function entriesOf(
  state: Pick<ChatState, 'items' | 'outgoing' | 'confirmed' | 'readUpTo'>,
  greeting: string,
): Entry[] {
  const own = state.outgoing.map((message): Bare => {
    const pending = state.confirmed.has(message.clientId) ? 'sent' : 'pending';
    return {
      kind: 'message',
      key: message.clientId,
      from: 'visitor',
      authorName: null,
      text: message.text,
      files: [...message.files],
      form: null,
      at: message.at,
      way: message.failure === null ? pending : 'failed',
      failure: message.failure,
      marks: message.quote && { ...UNMARKED, quote: message.quote },
    };
  });
  const messages = [...state.items.map((item) => ofItem(item, state.items, state.readUpTo)), ...own];
  const entries: Entry[] = [];
  // Words of welcome belong to the very beginning, so not above a page from the middle of the talk.
  if (greeting !== '' && (state.items[0]?.seq ?? 1) === 1)
    entries.push({ kind: 'greeting', key: 'greeting', text: greeting });
  let day = '';
  messages.forEach((message, i) => {
    if (dayOf(message.at) !== day) {
      day = dayOf(message.at);
      entries.push({ kind: 'day', key: `day ${message.key}`, at: message.at });
    }
    entries.push({
      ...message,
      first: !joins(messages[i - 1], message),
      last: !joins(message, messages[i + 1]),
    });
  });
  return entries;
}
