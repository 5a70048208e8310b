import type { Contact } from '#shared/domain/contact.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { phoneDigits, wordsOf } from '#shared/lib/words.ts';

/** What the index keeps of the replica's rows, made by pure functions. */

export interface MessageDocument {
  seq: number;
  at: Timestamp;
  /** Operator's id; null: the client. `system`: neither. */
  author: string | null;
  hidden: boolean;
  text: string;
}

/** Null for what has no words: events. */
export function messageDocument(message: Message): MessageDocument | null {
  if (message.body.kind !== 'text') return null;
  const { author } = message;
  return {
    seq: message.seq,
    at: message.at,
    author: author.kind === 'client' ? null : author.kind === 'operator' ? author.operatorId : 'system',
    hidden: message.visibility === 'hidden',
    text: message.body.text,
  };
}

/** Words of a message for FTS5. */
export function messageWords(text: string): string {
  return wordsOf(text).join(' ');
}

/** What a row of results shows of a client. */
export interface ContactSummary {
  id: Id;
  name: string | null;
  number: number;
  phones: string[];
  emails: string[];
  tags: string[];
  /** Texts of colleagues' notes. */
  notes: string[];
  /** As the messengers call him: `@name`, a number, a display name. */
  names: string[];
}

export function contactSummary(contact: Contact): ContactSummary {
  const names = contact.identities.flatMap((identity) => [
    // Ids of site visitors are random and say nothing to anybody.
    ...(identity.kind === 'sitechat' ? [] : [identity.externalId]),
    ...(identity.display === null || identity.display === contact.name ? [] : [identity.display]),
  ]);
  return {
    id: contact.id,
    name: contact.name,
    number: contact.number,
    phones: contact.phones.map(({ value }) => value),
    emails: contact.emails.map(({ value }) => value),
    tags: contact.tags,
    notes: contact.notes.map(({ text }) => text),
    names: [...new Set(names)],
  };
}

const SHORTEST_NUMBER = 3;
const NUMBER = /^\+?[\d\s().-]{5,24}$/;

/** What screens call somebody without a name, in either language: "Клиент 17". */
const NEUTRAL_WORDS = ['клиент', 'client'] as const;

/**
 * Names, addresses, tags and notes by words; numbers by every one of their ends, so that the beginning of an "end" is any part of a number:
 * people remember the last digits.
 */
export function contactWords({ name, number, phones, emails, tags, notes, names }: ContactSummary): string {
  const words = wordsOf([name ?? '', ...emails, ...tags, ...notes, ...names].join(' '));
  if (name === null) words.push(...NEUTRAL_WORDS, String(number));
  for (const text of [...phones, ...names.filter((one) => NUMBER.test(one))]) {
    const digits = phoneDigits(text);
    for (let at = 0; at + SHORTEST_NUMBER <= digits.length; at += 1) words.push(digits.slice(at));
  }
  return [...new Set(words)].join(' ');
}
