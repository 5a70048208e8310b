import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Words } from './words.ts';

/** An answer that came while the person was writing his: what he wrote before he could have read it. */
export interface Landed {
  seq: number;
  operatorId: Id;
}

/** What is remembered from the first letter of a text until it is sent or emptied. */
export interface Writing {
  /** `lastSeq` of the dialog when the text was begun; null while there is none. */
  since: number | null;
  landed: Landed | null;
  /** Asked once for this text, it goes with the next press. */
  asked: boolean;
  /** The text that the question is about, and who wrote then; null when none stands. Typing on is an answer to it: the next press sends. */
  asking: { text: string; operatorIds: readonly Id[] } | null;
  /** The person has waved the landed answer away. */
  dismissed: number;
}

export const NOT_WRITING: Writing = { since: null, landed: null, asked: false, asking: null, dismissed: 0 };

/** An answer that came so shortly before the press was hardly read, in milliseconds. */
const JUST_LANDED_MS = 2_500;

/** What is known at a moment. */
export interface Around {
  dialog: Pick<Dialog, 'lastSeq' | 'lastTurn'>;
  me: Id;
  /** Colleagues who are writing to the client. */
  answeringIds: readonly Id[];
  text: string;
}

/** Follows what happened around a text. Pure; the same state when nothing did. */
export function follow(before: Writing, { dialog, me, text }: Around): Writing {
  if (text.trim() === '') return before.since === null ? before : NOT_WRITING;
  const since = before.since ?? dialog.lastSeq;
  const turn = dialog.lastTurn;
  const news = turn !== null && turn.what === 'answered' && turn.operatorId !== me && turn.seq > since;
  const landed =
    news && turn.seq !== before.landed?.seq ? { seq: turn.seq, operatorId: turn.operatorId } : before.landed;
  const typedOn = before.asking !== null && before.asking.text !== text;
  if (since === before.since && landed === before.landed && !typedOn) return before;
  // What was asked before was asked about somebody else's words.
  const again = landed !== before.landed;
  return {
    ...before,
    since,
    landed,
    asked: before.asked && !again,
    asking: again || typedOn ? null : before.asking,
  };
}

/**
 * Whether a press of Send asks first. Hidden messages are nobody's answer and are never asked about.
 * @param landedMs how long ago the landed answer was first seen
 */
export function mustAsk(
  writing: Writing,
  { answeringIds, landedMs }: Pick<Around, 'answeringIds'> & { landedMs: number },
): boolean {
  if (writing.asked) return false;
  return answeringIds.length > 0 || (writing.landed !== null && landedMs < JUST_LANDED_MS);
}

/** What goes at the second press: a form that was asked about, and not its introduction alone, which still stands in the field. */
export function meant(about: Words | null, words: Words): Words {
  const form = about?.form ?? null;
  return form !== null && words.form === null && words.text.trim() === about?.text ? about : words;
}

export type Bar =
  | { kind: 'none' }
  /** Colleagues write to the client now. */
  | { kind: 'answering'; operatorIds: readonly Id[] }
  /** Send was pressed meanwhile: once more, and it goes. */
  | { kind: 'asking'; operatorIds: readonly Id[] }
  /** They have stopped since without an answer. What was held back for them would otherwise lie there unsent, and nothing would say so. */
  | { kind: 'held'; operatorIds: readonly Id[] }
  | { kind: 'landed'; landed: Landed; asking: boolean };

/** What the bar above the message field says. */
export function barOf(writing: Writing, answeringIds: readonly Id[]): Bar {
  const { landed, asking, dismissed } = writing;
  if (landed !== null && landed.seq !== dismissed) return { kind: 'landed', landed, asking: asking !== null };
  if (answeringIds.length > 0)
    return { kind: asking === null ? 'answering' : 'asking', operatorIds: answeringIds };
  return asking === null ? { kind: 'none' } : { kind: 'held', operatorIds: asking.operatorIds };
}
