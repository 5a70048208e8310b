import { z } from 'zod';
import { idFromName } from '../lib/digest.ts';
import { previewOf } from '../lib/text.ts';
import { summaryOf } from './attachment.ts';
import { lastMessageSchema } from './dialog.ts';
import { idSchema, revSchema, timestampSchema, type Id } from './ids.ts';
import { messageSchema, UNMARKED, type Message, type MessageBody } from './message.ts';
import type { Scope } from './scope.ts';

/**
 * Talks of the team (scenario C11). No client takes part in one, no channel carries it: it is another thing than a dialog, in its type, in
 * its table and in the intents that name it. Its messages are messages as everywhere, and always hidden.
 */

/** Between whom: two people, one person with himself (his notes), or everybody who sees a line. */
export const talkPlaceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('direct'),
    memberIds: z
      .array(idSchema)
      .min(1)
      .max(2)
      .refine(([a = '', b]) => b === undefined || a < b, { error: 'members are named once, in their order' }),
  }),
  z.object({ kind: z.literal('line'), lineId: idSchema, branchId: idSchema }),
]);
export type TalkPlace = z.infer<typeof talkPlaceSchema>;

export const talkSchema = z.object({
  id: idSchema,
  place: talkPlaceSchema,
  createdAt: timestampSchema,
  lastActivityAt: timestampSchema,
  lastSeq: z.int().nonnegative(),
  lastMessage: lastMessageSchema.nullable(),
  rev: revSchema,
});
export type Talk = z.infer<typeof talkSchema>;

/** How far one person has read a talk; his alone. */
export const talkMarkSchema = z.object({
  talkId: idSchema,
  /** Everything up to here. */
  seq: z.int().nonnegative(),
  /** His own messages after it. */
  own: z.int().nonnegative(),
  /** Messages after it that name him. */
  mentions: z.int().nonnegative(),
  rev: revSchema,
});
export type TalkMark = z.infer<typeof talkMarkSchema>;

/** A talk as a snapshot brings it. `messages`: the newest by rising seq, without a hole; of talks of long ago none. */
export const talkBundleSchema = z.object({
  talk: talkSchema,
  mark: talkMarkSchema.nullable(),
  messages: z.array(messageSchema),
});
export type TalkBundle = z.infer<typeof talkBundleSchema>;

/** The talk with a colleague; with oneself: one's notes. */
export function directPlace(a: Id, b: Id): TalkPlace {
  const memberIds = a === b ? [a] : [a, b].toSorted();
  return { kind: 'direct', memberIds };
}

/** There is one talk in a place. Its id follows from the place, so that two who begin it at once, perhaps offline, begin the same one. */
export function talkIdOf(workspaceId: Id, place: TalkPlace): Id {
  const where = place.kind === 'line' ? [place.lineId] : place.memberIds;
  return idFromName(['talk', workspaceId, place.kind, ...where].join(' '));
}

/** The other one of a direct talk; null for notes, and where one is none of its two. */
export function otherOf(place: TalkPlace, me: Id): Id | null {
  if (place.kind !== 'direct' || !place.memberIds.includes(me)) return null;
  return place.memberIds.find((id) => id !== me) ?? null;
}

/**
 * The one rule of who sees a talk. A direct one its two people and nobody else, whatever his role: supervision is over talks with clients. A
 * line's those who see the line.
 */
export function seesTalk(scope: Scope, place: TalkPlace): boolean {
  if (place.kind === 'direct') return place.memberIds.includes(scope.operatorId);
  return (
    scope.role === 'admin' ||
    scope.lineIds.includes(place.lineId) ||
    (scope.role === 'senior' && scope.branchIds.includes(place.branchId))
  );
}

/** Whether what is new in it calls the person: who supervises many lines is only called by those he works in. */
export function followsTalk(scope: Pick<Scope, 'lineIds'>, place: TalkPlace): boolean {
  return place.kind === 'direct' || scope.lineIds.includes(place.lineId);
}

/** A talk in which nobody has said anything yet. `rev` 0: the hub does not know it. */
export function emptyTalk(workspaceId: Id, place: TalkPlace, at: number): Talk {
  const id = talkIdOf(workspaceId, place);
  return { id, place, createdAt: at, lastActivityAt: at, lastSeq: 0, lastMessage: null, rev: 0 };
}

export function emptyMark(talkId: Id): TalkMark {
  return { talkId, seq: 0, own: 0, mentions: 0, rev: 0 };
}

/** What of a message its maker says; the rest is the same for all messages of the team. */
export type TeamDraft = Pick<Message, 'id' | 'body' | 'mentions' | 'replyTo' | 'at'> & { authorId: Id };

export function appendToTalk(talk: Talk, draft: TeamDraft): { talk: Talk; message: Message } {
  const { authorId, ...said } = draft;
  const message: Message = {
    ...UNMARKED,
    ...said,
    dialogId: talk.id,
    seq: talk.lastSeq + 1,
    author: { kind: 'operator', operatorId: authorId },
    visibility: 'hidden',
    delivery: null,
    rev: 1,
  };
  const { seq, author, visibility, at } = message;
  return {
    talk: {
      ...talk,
      lastSeq: seq,
      lastActivityAt: Math.max(talk.lastActivityAt, at),
      lastMessage: { seq, ...shortly(message.body), author, visibility, at },
    },
    message,
  };
}

/** Keeps the talk's summary in step with a message that was changed in its place. */
export function amendTalk(talk: Talk, message: Message): Talk {
  const { lastMessage } = talk;
  if (lastMessage?.seq !== message.seq) return talk;
  return { ...talk, lastMessage: { ...lastMessage, ...shortly(message.body) } };
}

function shortly(body: MessageBody): { preview: string; files: ReturnType<typeof summaryOf> } {
  if (body.kind !== 'text') return { preview: '', files: null };
  return { preview: previewOf(body.text), files: summaryOf(body.attachments) };
}

/** Messages of others that the person has not read. */
export function unreadIn(talk: Talk, mark: TalkMark | null): number {
  return Math.max(0, talk.lastSeq - (mark?.seq ?? 0) - (mark?.own ?? 0));
}

/**
 * The author's mark after he said something. When he had seen all that was there he has read up to his own words; otherwise what came in
 * between, while he wrote without a network, stays unread.
 * @param before the talk without his words
 */
export function markAfterSaying(mark: TalkMark, before: Talk, afterSeq: number | null): TalkMark {
  const sawAll = (afterSeq !== null && afterSeq >= before.lastSeq) || unreadIn(before, mark) === 0;
  return sawAll ? { ...mark, seq: before.lastSeq + 1, own: 0, mentions: 0 } : { ...mark, own: mark.own + 1 };
}
