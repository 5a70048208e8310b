/** Rows of talks of the team as entities and back. */
import type { Insertable, Selectable } from 'kysely';
import type { Message } from '#shared/domain/message.ts';
import type { Talk, TalkMark, TalkPlace } from '#shared/domain/talk.ts';
import type { TalkMarksTable, TalkMessagesTable, TalksTable } from '../db/team-tables.ts';

export type TalkRow = Selectable<TalksTable>;
export type TalkMessageRow = Selectable<TalkMessagesTable>;
export type TalkMarkRow = Selectable<TalkMarksTable>;

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

function toPlace({ id, member_a: a, member_b: b, line_id: lineId, branch_id: branchId }: TalkRow): TalkPlace {
  if (lineId !== null && branchId !== null) return { kind: 'line', lineId, branchId };
  if (a === null || b === null) throw new Error(`The database holds an impossible talk: ${id}`);
  return { kind: 'direct', memberIds: a === b ? [a] : [a, b] };
}

export function toTalk(row: TalkRow): Talk {
  return {
    id: row.id,
    place: toPlace(row),
    createdAt: row.created_at.getTime(),
    lastActivityAt: row.last_activity_at.getTime(),
    lastSeq: row.last_seq,
    lastMessage: row.last_message,
    rev: row.rev,
  };
}

export function talkRow(workspaceId: string, talk: Talk): Insertable<TalksTable> {
  const { place } = talk;
  const [a = null, b = a] = place.kind === 'direct' ? place.memberIds : [];
  return {
    workspace_id: workspaceId,
    id: talk.id,
    kind: place.kind,
    member_a: a,
    member_b: b,
    line_id: place.kind === 'line' ? place.lineId : null,
    branch_id: place.kind === 'line' ? place.branchId : null,
    created_at: new Date(talk.createdAt),
    last_activity_at: new Date(talk.lastActivityAt),
    last_seq: talk.lastSeq,
    last_message: json(talk.lastMessage),
    rev: talk.rev,
  };
}

/** Always hidden, always without a delivery: the tables know nothing else. */
export function toTalkMessage(row: TalkMessageRow): Message {
  return {
    id: row.id,
    dialogId: row.talk_id,
    seq: row.seq,
    author: { kind: 'operator', operatorId: row.author_id },
    visibility: 'hidden',
    body: row.deleted
      ? { kind: 'deleted', ...row.deleted }
      : { kind: 'text', text: row.text, attachments: row.attachments },
    mentions: row.mentions,
    delivery: null,
    replyTo: row.reply_to,
    editedAt: row.edited_at?.getTime() ?? null,
    amendment: null,
    reactions: row.reactions,
    at: row.at.getTime(),
    rev: row.rev,
  };
}

export function talkMessageRow(workspaceId: string, message: Message): Insertable<TalkMessagesTable> {
  const { author, body } = message;
  if (author.kind !== 'operator' || body.kind === 'event')
    throw new Error(`Colleagues do not say such a thing: ${message.id}`);
  return {
    workspace_id: workspaceId,
    talk_id: message.dialogId,
    seq: message.seq,
    id: message.id,
    author_id: author.operatorId,
    text: body.kind === 'text' ? body.text : '',
    attachments: JSON.stringify(body.kind === 'text' ? body.attachments : []),
    mentions: message.mentions,
    reply_to: json(message.replyTo),
    edited_at: message.editedAt === null ? null : new Date(message.editedAt),
    reactions: JSON.stringify(message.reactions),
    deleted: body.kind === 'deleted' ? JSON.stringify({ at: body.at, by: body.by }) : null,
    at: new Date(message.at),
    rev: message.rev,
  };
}

export function toMark(row: TalkMarkRow): TalkMark {
  return {
    talkId: row.talk_id,
    seq: row.seq,
    own: row.own,
    mentions: row.mentions,
    rev: row.rev,
  };
}
