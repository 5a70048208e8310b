import type { HubAnswer } from '#renderer/client/client.ts';
import type { LocalAnswer } from '#renderer/data/search/handle.ts';
import type { TalkFound } from '#renderer/data/queries/views.ts';
import { reachOf } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { TalkPlace } from '#shared/domain/talk.ts';

/** Rows of results, made from what was found here and on the hub. Pure. */

export interface ClientName {
  id: Id;
  name: string | null;
  number: number;
}

export type ResultRow =
  | { kind: 'contact'; key: string; dialogId: Id; contact: ClientName; detail: string[] }
  | {
      kind: 'message';
      key: string;
      dialogId: Id;
      seq: number;
      at: number;
      /** Operator's id; null: the client. `system`: neither. */
      author: string | null;
      hidden: boolean;
      text: string;
      contact: ClientName | null;
    }
  /** What colleagues said among themselves; never among what was said with clients. */
  | {
      kind: 'talk';
      key: string;
      talkId: Id;
      place: TalkPlace;
      seq: number;
      at: number;
      author: string | null;
      text: string;
    };

/** What leads to a dialog with a client. */
export type ClientRow = Exclude<ResultRow, { kind: 'talk' }>;

export type HubFound = Extract<HubAnswer, { kind: 'found' }>['response'];

export interface Results {
  /** Of the team, from here and from the hub, the newest first. */
  talks: ResultRow[];
  contacts: ResultRow[];
  messages: ResultRow[];
  /** What only the hub has. */
  hubContacts: ResultRow[];
  hubMessages: ResultRow[];
}

type MessageRow = Extract<ResultRow, { kind: 'message' }>;

const messageKey = (dialogId: Id, seq: number): string => `${dialogId} ${seq}`;

export function mergeResults(
  local: LocalAnswer | null,
  hub: HubFound | null,
  team: readonly TalkFound[] = [],
): Results {
  const contacts = (local?.contacts ?? []).map(({ contact, dialogId }): ResultRow => ({
    kind: 'contact',
    key: `contact ${contact.id}`,
    dialogId,
    contact,
    detail: [...contact.phones, ...contact.names, ...contact.emails],
  }));
  const messages = (local?.messages ?? []).map((found): MessageRow => ({
    ...found,
    kind: 'message',
    key: messageKey(found.dialogId, found.seq),
  }));
  const here = new Set([...contacts, ...messages].map((row) => row.key));
  const rest = hub ? hubRows(hub) : { contacts: [], messages: [] };
  // Older ones may be here too, among those that were not asked for yet.
  const oldest = local && local.next !== null ? (messages.at(-1)?.at ?? Infinity) : -Infinity;
  return {
    talks: talkRows(team, hub),
    contacts,
    messages,
    hubContacts: rest.contacts.filter((row) => !here.has(row.key)),
    hubMessages: rest.messages.filter((row) => !here.has(row.key) && row.at >= oldest),
  };
}

function hubRows(hub: HubFound): { contacts: ResultRow[]; messages: MessageRow[] } {
  const contacts = hub.contacts.map(({ contact, dialog }): ResultRow => ({
    kind: 'contact',
    key: `contact ${contact.id}`,
    dialogId: dialog.id,
    contact,
    detail: reachOf(contact),
  }));
  const messages = hub.messages.flatMap(({ message, contact }): MessageRow[] =>
    message.body.kind !== 'text'
      ? []
      : [
          {
            kind: 'message',
            key: messageKey(message.dialogId, message.seq),
            dialogId: message.dialogId,
            seq: message.seq,
            at: message.at,
            author: authorOf(message.author),
            hidden: message.visibility === 'hidden',
            text: message.body.text,
            contact,
          },
        ],
  );
  return { contacts, messages };
}

function talkRows(team: readonly TalkFound[], hub: HubFound | null): ResultRow[] {
  const rows = new Map<string, Extract<ResultRow, { kind: 'talk' }>>();
  const put = (message: Message, place: TalkPlace): void => {
    const { dialogId: talkId, seq, at, author, body } = message;
    const key = `talk ${messageKey(talkId, seq)}`;
    if (body.kind !== 'text' || rows.has(key)) return;
    rows.set(key, { kind: 'talk', key, talkId, place, seq, at, author: authorOf(author), text: body.text });
  };
  for (const { message, place } of team) put(message, place);
  for (const { message, talk } of hub?.talks ?? []) put(message, talk.place);
  return [...rows.values()].toSorted((a, b) => b.at - a.at);
}

function authorOf(author: HubFound['messages'][number]['message']['author']): string | null {
  if (author.kind === 'client') return null;
  return author.kind === 'operator' ? author.operatorId : 'system';
}

/** What is shown of a client besides the name: the part that answers the query, else the first. */
export function detailOf(detail: readonly string[], typed: string): string | null {
  const digits = typed.replace(/\D/g, '');
  const asTyped = typed.trim().toLowerCase();
  const answering = detail.find(
    (one) =>
      (digits.length > 2 && one.replace(/\D/g, '').includes(digits)) || one.toLowerCase().includes(asTyped),
  );
  return answering ?? detail[0] ?? null;
}
