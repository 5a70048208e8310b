import type { ReactNode } from 'react';
import {
  TranscriptContext,
  type TranscriptScope,
} from '#renderer/features/conversation/transcript/transcript-context.ts';
import { Pointed } from '#renderer/features/conversation/transcript/marks/pointed.ts';
import type { MayDo } from '#renderer/features/conversation/transcript/marks/marks-port.ts';
import { ANNA } from './fixtures.ts';

const NOTHING = (): undefined => undefined;
export const MAY_ALL: MayDo = { reply: true, react: true, edit: true, delete: true, retry: true, keep: true };

/** Around messages that are drawn outside of a transcript. Anna looks; names are made of ids. */
export function transcriptScope(patch: Partial<TranscriptScope> = {}): TranscriptScope {
  return {
    me: ANNA,
    team: false,
    authorName: (author) => (author.kind === 'operator' ? `operator ${author.operatorId}` : author.kind),
    nameOf: (id) => `name of ${id}`,
    lineOf: (id) => `line ${id}`,
    naming: null,
    retry: NOTHING,
    edit: NOTHING,
    discard: NOTHING,
    openFile: NOTHING,
    marks: {
      may: () => MAY_ALL,
      reply: NOTHING,
      edit: NOTHING,
      remove: NOTHING,
      keep: NOTHING,
      react: NOTHING,
      deliverAgain: NOTHING,
      jump: NOTHING,
      shown: NOTHING,
    },
    pointed: new Pointed(),
    openMenu: NOTHING,
    openDoctor: NOTHING,
    openLink: () => Promise.resolve(),
    ...patch,
  };
}

export function inTranscript(element: ReactNode, patch: Partial<TranscriptScope> = {}): ReactNode {
  return <TranscriptContext value={transcriptScope(patch)}>{element}</TranscriptContext>;
}
