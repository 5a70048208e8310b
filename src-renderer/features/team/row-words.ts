import type { TalkRow } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { firstName } from '#renderer/i18n/words/names.ts';
import type { Id } from '#shared/domain/ids.ts';

/** Between two people it is enough to know whether it was oneself. */
export function authorOf({ talk, lastAuthor }: TalkRow, me: Id, t: Texts['t']): string | null {
  const author = talk.lastMessage?.author;
  if (author?.kind !== 'operator') return null;
  if (author.operatorId === me) return t('operator.you');
  if (talk.place.kind === 'direct') return null;
  return lastAuthor === null ? t('operator.unknown') : firstName(lastAuthor.name);
}

export function rowName({ talk, line, other }: TalkRow, me: Id, t: Texts['t']): string {
  if (talk.place.kind === 'line') return line?.name ?? t('line.unknown');
  if (other?.id === me) return t('team.notes');
  return other?.name ?? t('operator.unknown');
}

/** The whole row as one sentence for screen readers. */
export function rowLabel(row: TalkRow, me: Id, { t }: Texts): string {
  const { talk, draft, unread, mentions } = row;
  const parts = [rowName(row, me, t)];
  const last = talk.lastMessage;
  if (draft !== null) parts.push(t('dialogs.author', { name: t('dialogs.draft'), text: draft }));
  else if (last !== null) {
    const prefix = authorOf(row, me, t);
    const text = lastWords(last, t);
    parts.push(prefix === null ? text : t('dialogs.author', { name: prefix, text }));
  }
  if (unread > 0) parts.push(t('dialogs.unread', { count: unread }));
  if (mentions > 0) parts.push(t('team.mentions', { count: mentions }));
  return parts.join(', ');
}
