import { createContext, useContext } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import type { Author } from '#shared/domain/message.ts';

/** What every message of a transcript needs; one stable object, so that unchanged blocks are not drawn again. */
export interface TranscriptScope {
  me: Id;
  authorName: (author: Author) => string;
  nameOf: (operatorId: Id) => string;
  retry: (messageId: Id) => void;
  /** Takes the message back into the message field. */
  edit: (messageId: Id, text: string) => void;
  discard: (messageId: Id) => void;
  /** Opens an address outside of the window; rejects when it may not or cannot be opened. */
  openLink: (href: string) => Promise<void>;
}

export const TranscriptContext = createContext<TranscriptScope | null>(null);

export function useTranscript(): TranscriptScope {
  const scope = useContext(TranscriptContext);
  if (scope === null) throw new Error('useTranscript outside of a transcript');
  return scope;
}
