import type { ChatFile } from '#shared/wire/chat/file.ts';
import type { ChatAnswers } from '#shared/wire/chat/form.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';

/** Why the hub will not take a message, however often it is sent again unchanged. */
export type FailureReason = 'too_long' | 'refused';

/** A message that the visitor wrote and the hub has not confirmed. */
export interface Outgoing {
  clientId: string;
  text: string;
  /** Uploaded before. */
  files: readonly ChatFile[];
  /** What it answers, as it stood there. */
  quote: ChatItem['quote'];
  /** What it fills in of a form; then `text` is only what is shown until the hub has it. */
  answers: ChatAnswers | null;
  /** The visitor's clock when he pressed Send (or Retry): the order of sending. */
  at: number;
  pageUrl: string;
  failure: FailureReason | null;
}

/** A message in the order of sending; equal times (a fast typist, a coarse clock) fall back to the id, which also rises. */
function bySending(a: Outgoing, b: Outgoing): number {
  return a.at - b.at || (a.clientId < b.clientId ? -1 : 1);
}

export function sortOutgoing(messages: readonly Outgoing[]): Outgoing[] {
  return messages.toSorted(bySending);
}

/** The one to send now: the first that did not fail. A failed one waits for the person and holds nobody up. */
export function nextToSend(messages: readonly Outgoing[]): Outgoing | null {
  return sortOutgoing(messages).find((message) => message.failure === null) ?? null;
}

/** The message as it is tried again by hand: behind everything that was written meanwhile, under the same id. */
export function retried(message: Outgoing, now: number): Outgoing {
  return { ...message, at: now, failure: null };
}

/** Reads what an earlier page (or another version of the widget) left in the storage; null when it is not a message. */
export function parseOutgoing(raw: string): Outgoing | null {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { clientId, text, files, quote, answers, at, pageUrl, failure } = value as Record<string, unknown>;
  if (typeof clientId !== 'string' || typeof text !== 'string' || typeof at !== 'number') return null;
  return {
    clientId,
    text,
    files: Array.isArray(files) ? (files as ChatFile[]) : [],
    quote: (quote as Outgoing['quote'] | undefined)?.seq ? (quote as Outgoing['quote']) : null,
    answers: (answers ?? null) as Outgoing['answers'],
    at,
    pageUrl: typeof pageUrl === 'string' ? pageUrl : '',
    failure: failure === 'too_long' || failure === 'refused' ? failure : null,
  };
}
