import type { DialogRow } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { contactName, firstName } from '#renderer/i18n/words/names.ts';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { offeredTo as offeredToId } from '#shared/domain/dialog.ts';
import type { Author } from '#shared/domain/message.ts';
import type { Id } from '#shared/domain/ids.ts';

/** Who said the last text, for colleagues' and own words; clients need no prefix in their own row. */
export function authorPrefix(author: Author, me: Id, row: DialogRow, t: Texts['t']): string | null {
  if (author.kind !== 'operator') return null;
  if (author.operatorId === me) return t('operator.you');
  return row.lastAuthor === null ? t('operator.unknown') : firstName(row.lastAuthor.name);
}

/** The whole row as one sentence for screen readers. */
export function rowLabel(row: DialogRow, me: Id, { t }: Texts): string {
  const { dialog } = row;
  const parts = [contactName(row.contact, t)];
  if (row.draft !== null) parts.push(t('dialogs.author', { name: t('dialogs.draft'), text: row.draft }));
  else if (dialog.lastMessage === null) parts.push(t('dialogs.noMessages'));
  else {
    const prefix = authorPrefix(dialog.lastMessage.author, me, row, t);
    const text = lastWords(dialog.lastMessage, t);
    if (dialog.lastMessage.visibility === 'hidden') parts.push(t('dialogs.hidden'));
    parts.push(prefix === null ? text : t('dialogs.author', { name: prefix, text }));
  }
  if (dialog.unread > 0) parts.push(t('dialogs.unread', { count: dialog.unread }));
  return parts.join(', ');
}

/** What the row asks for, or waits for; null when nothing. The most urgent for who looks. */
export type RowMark = { kind: 'offeredToYou' | 'seniorCalled' } | { kind: 'offeredTo'; name: string };

export function rowMark({ dialog, offeredTo }: DialogRow, me: Id, t: Texts['t']): RowMark | null {
  const toId = offeredToId(dialog);
  if (toId === me) return { kind: 'offeredToYou' };
  if (dialog.seniorCall !== null) return { kind: 'seniorCalled' };
  return toId === null ? null : { kind: 'offeredTo', name: offeredTo?.name ?? t('operator.unknown') };
}

export function markWords(mark: RowMark, t: Texts['t']): string {
  return mark.kind === 'offeredTo'
    ? t('dialogs.offeredTo', { name: firstName(mark.name) })
    : t(`dialogs.${mark.kind}`);
}

/** What follows the row's name: where, who answers, how long it waits, whether the hub knows. */
export function rowDescription(row: DialogRow, me: Id, now: number, { t, format }: Texts): string {
  const { dialog } = row;
  const parts: string[] = [];
  const mark = rowMark(row, me, t);
  if (mark !== null) parts.push(markWords(mark, t));
  if (dialog.pinnedBy.includes(me)) parts.push(t('row.pinned'));
  if (dialog.state.status === 'closed' && dialog.state.outcome === 'spam') parts.push(t('row.spam'));
  if (row.channel !== null) parts.push(row.channel.name);
  if (row.line !== null) parts.push(row.line.name);
  if (row.responsible !== null) parts.push(t('dialogs.responsible', { name: row.responsible.name }));
  if (dialog.snoozed !== null) parts.push(t('row.snoozed', { until: format.dateTime(dialog.snoozed.until) }));
  else if (dialog.waitingSince !== null) {
    const duration = format.spokenSpan(Math.max(0, now - dialog.waitingSince));
    parts.push(t('dialogs.waiting', { duration }));
  }
  if (row.pending) parts.push(t('dialogs.pending'));
  return parts.join(', ');
}
