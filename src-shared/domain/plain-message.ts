import type { z } from 'zod';
import { fieldsOf, type Fields } from '../lib/fields.ts';
import type { Delivery } from './delivery.ts';
import { messageSchema, UNMARKED, type Author, type Message } from './message.ts';

const ID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const LATEST = 8_640_000_000_000_000;

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= LATEST;
}

/**
 * A message as most are: words, to which nothing was done yet. Told by hand, because whoever catches up with the feed reads tens of
 * thousands, and a schema takes ten times as long. What it gives is what `messageSchema` gives.
 * @param value as it came; nothing else of its object may be used afterwards
 * @returns null for every other message, be it wrong or only less common: the schema decides
 */
export function plainMessage(value: unknown): Message | null {
  const { id, dialogId, seq, author, visibility, body, delivery, at, rev, ...marks } = fieldsOf(value);
  if (!saysNothing(marks, UNMARKED_WORDS)) return null;
  if (!isId(id) || !isId(dialogId) || !isCount(seq) || !isTime(at) || !isCount(rev)) return null;
  if (visibility !== 'public' && visibility !== 'hidden') return null;
  const text = plainText(body);
  const by = plainAuthor(author);
  const way = plainDelivery(delivery);
  if (text === null || !by || way === undefined) return null;
  return {
    id,
    dialogId,
    seq,
    author: by,
    visibility,
    body: { kind: 'text', text, attachments: [] },
    ...UNMARKED,
    mentions: [],
    reactions: [],
    delivery: way,
    at,
    rev,
  };
}

const WITHOUT_FILES: Fields = { attachments: [] };
const UNMARKED_WORDS: Fields = UNMARKED;

/** Whether the rest of an object is what is so with most: null, or an empty list. */
function saysNothing(rest: Fields, usual: Fields): boolean {
  for (const name in rest) {
    const value = rest[name];
    const none = Array.isArray(usual[name]) ? Array.isArray(value) && value.length === 0 : value === null;
    if (!(name in usual) || !none) return false;
  }
  return true;
}

/**
 * A message as it is written down and sent: without what is so with most. Its schema puts that back.
 * @returns for JSON
 */
export function leanMessage(message: Message): z.input<typeof messageSchema> {
  const { mentions, delivery, replyTo, editedAt, amendment, reactions, body, ...rest } = message;
  return {
    ...rest,
    body: body.kind === 'text' && body.attachments.length === 0 ? { kind: 'text', text: body.text } : body,
    ...(mentions.length > 0 && { mentions }),
    ...(delivery && { delivery }),
    ...(replyTo && { replyTo }),
    ...(editedAt !== null && { editedAt }),
    ...(amendment && { amendment }),
    ...(reactions.length > 0 && { reactions }),
  };
}

/** A list of messages as its schema reads it. @returns null when it is none, or one of them is none */
export function readMessages(value: unknown): Message[] | null {
  if (!Array.isArray(value)) return null;
  const messages: Message[] = [];
  for (const one of value) {
    const message = plainMessage(one) ?? messageSchema.safeParse(one).data;
    if (!message) return null;
    messages.push(message);
  }
  return messages;
}

function plainText(value: unknown): string | null {
  const { kind, text, ...others } = fieldsOf(value);
  if (!saysNothing(others, WITHOUT_FILES)) return null;
  return kind === 'text' && typeof text === 'string' ? text : null;
}

function plainAuthor(value: unknown): Author | null {
  const { kind, contactId, operatorId } = fieldsOf(value);
  if (kind === 'client') return isId(contactId) ? { kind, contactId } : null;
  if (kind === 'operator') return isId(operatorId) ? { kind, operatorId } : null;
  return null;
}

/** Undefined: the schema decides. */
function plainDelivery(value: unknown): Delivery | null | undefined {
  if (value === undefined || value === null) return null;
  const { state, at } = fieldsOf(value);
  if (state === 'pending') return { state };
  const arrived = state === 'sent' || state === 'delivered' || state === 'read';
  return arrived && isTime(at) ? { state, at } : undefined;
}
