import { createContext, useContext } from 'react';
import type { Draft } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Author } from '#shared/domain/message.ts';
import type { DoctorPlace, MarksPort, MenuPlace } from './marks/marks-port.ts';
import type { Pointed } from './marks/pointed.ts';

/** What every message of a transcript needs; one stable object, so that unchanged blocks are not drawn again. */
export interface TranscriptScope {
  me: Id;
  /** Among colleagues only: then everything is hidden, and need not say so. */
  team: boolean;
  authorName: (author: Author) => string;
  nameOf: (operatorId: Id) => string;
  lineOf: (lineId: Id) => string;
  /** What the client is called, and how he is called something else; null where nobody is. */
  naming: { current: string | null; rename: (name: string) => void } | null;
  retry: (messageId: Id) => void;
  /** Takes the message back into the message field. */
  edit: (messageId: Id, back: Draft) => void;
  discard: (messageId: Id) => void;
  /** Shows a file over the window. */
  openFile: (fileId: Id) => void;
  marks: MarksPort;
  pointed: Pointed;
  openMenu: (place: MenuPlace) => void;
  /** Shows every attempt to deliver a message. */
  openDoctor: (about: DoctorPlace) => void;
  /** Opens an address outside of the window; rejects when it may not or cannot be opened. */
  openLink: (href: string) => Promise<void>;
}

export const TranscriptContext = createContext<TranscriptScope | null>(null);

export function useTranscript(): TranscriptScope {
  const scope = useContext(TranscriptContext);
  if (scope === null) throw new Error('useTranscript outside of a transcript');
  return scope;
}
