import type { Message } from '#shared/domain/message.ts';
import type { Talk, TalkPlace } from '#shared/domain/talk.ts';
import type { NewEntry } from '../feed/append.ts';
import type { FeedAudience, StoredChange } from '../feed/entry.ts';

/**
 * Who is told of a change in a talk. A direct one is told to each of its two by name, so that no rule of roles, lines or branches can ever be
 * asked about it; a line's to those who see the line.
 */
export function talkAudiences(place: TalkPlace): FeedAudience[] {
  if (place.kind === 'direct')
    return place.memberIds.map((operatorId): FeedAudience => ({ kind: 'operator', operatorId }));
  const { lineId, branchId } = place;
  const now = { lineId, branchId, responsibleId: null, participantIds: [] };
  return [{ kind: 'dialog', now: [now], before: now }];
}

/** The talk first: whoever has not heard of it yet has it before its messages. */
export function talkEntries(talk: Talk, messages: readonly Message[]): NewEntry[] {
  const changes: StoredChange[] = [
    { type: 'talk', talk },
    ...messages.map((message): StoredChange => ({ type: 'talkMessage', message })),
  ];
  return talkAudiences(talk.place).flatMap((audience) => changes.map((change) => ({ change, audience })));
}
