import type { Id } from '#shared/domain/ids.ts';
import type { HandOverCard } from '#shared/domain/hand-over.ts';
import type { DialogEvent } from '#shared/domain/message.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Format } from '../format.ts';
import type { Translate } from '../messages.ts';

/** What naming people, lines and times takes. */
export interface EventWords {
  me: Id;
  t: Translate;
  nameOf: (operatorId: Id) => string;
  lineOf: (lineId: Id) => string;
  format: Format;
}

/** What happened to the dialog, as one line. */
export function eventText(event: DialogEvent, words: EventWords): string {
  const { t, me, nameOf, lineOf, format } = words;
  if (event.type === 'opened') return t('event.opened');
  if (event.type === 'woken' && event.operatorId === null) return t('event.wokenByTime');
  const mine = event.operatorId === me;
  const name = nameOf(event.operatorId ?? me);
  const other = (id: Id): string => (id === me ? t('handOver.you') : nameOf(id));
  switch (event.type) {
    case 'access_lost':
      return t(`event.access_lost.${event.was}`, { name: other(event.operatorId) });
    case 'taken_over':
    case 'offer_taken': {
      const params = { name, other: other(event.fromId) };
      return mine ? t(`event.${event.type}You`, params) : t(`event.${event.type}`, params);
    }
    case 'offered':
    case 'offer_recalled':
    case 'handed_back': {
      const params = { name, other: other(event.toId) };
      return mine ? t(`event.${event.type}You`, params) : t(`event.${event.type}`, params);
    }
    case 'moved': {
      const params = { name, line: lineOf(event.toLineId) };
      return mine ? t('event.movedYou', params) : t('event.moved', params);
    }
    case 'invited': {
      const params = { name, others: event.inviteeIds.map(other).join(', ') };
      return mine ? t('event.invitedYou', params) : t('event.invited', params);
    }
    case 'snoozed': {
      const params = { name, until: format.dateTime(event.until) };
      return mine ? t('event.snoozedYou', params) : t('event.snoozed', params);
    }
    case 'claimed':
    case 'started':
    case 'marked_read':
    case 'marked_unread':
    case 'marked_spam':
    case 'finished':
    case 'reopened':
    case 'offer_declined':
    case 'senior_called':
    case 'joined':
    case 'left':
    case 'woken':
      return mine ? t(`event.${event.type}You`) : t(`event.${event.type}`, { name });
    default:
      return exhaustive(event, 'event of a dialog');
  }
}

/** What was said to colleagues beside it: names and texts, the filled ones only. */
export function eventNotes(event: DialogEvent, { t, format }: EventWords): { name: string; text: string }[] {
  const notes = 'card' in event ? cardNotes(event.card, t, format) : [];
  if ('note' in event) notes.push({ name: t('handOver.note'), text: event.note });
  return notes.filter(({ text }) => text !== '');
}

export function cardNotes(
  card: HandOverCard,
  t: Translate,
  format: Format,
): { name: string; text: string }[] {
  const until = card.promisedUntil === null ? '' : format.dateTime(card.promisedUntil);
  return [
    { name: t('handOver.reason'), text: card.reason },
    { name: t('handOver.promised'), text: card.promised },
    { name: t('handOver.until'), text: until },
  ].filter(({ text }) => text !== '');
}
