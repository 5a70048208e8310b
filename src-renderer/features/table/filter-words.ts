import type { DirectoryView } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import type { Days, FilterField, TableFilter } from '#shared/domain/table-filter.ts';
import { TABLE_STATUSES } from '#shared/domain/table-row.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';

/** One value that a field can be set to. */
export interface Choice {
  value: string;
  label: string;
}

/** Fields that are a choice among some. */
export type ChoiceField = 'statuses' | 'channelIds' | 'lineIds' | 'branchIds' | 'responsible';

export function isChoice(field: FilterField): field is ChoiceField {
  return ['statuses', 'channelIds', 'lineIds', 'branchIds', 'responsible'].includes(field);
}

/** What can be chosen, by name; statuses in their order. */
export function choicesOf(field: ChoiceField, names: DirectoryView, { t }: Pick<Texts, 't'>): Choice[] {
  const named = (things: Iterable<{ id: string; name: string }>): Choice[] =>
    Array.from(things, ({ id, name }) => ({ value: id, label: name })).toSorted((a, b) =>
      a.label.localeCompare(b.label),
    );
  switch (field) {
    case 'statuses':
      return TABLE_STATUSES.map((status) => ({ value: status, label: t(`table.status.${status}`) }));
    case 'channelIds':
      return named(names.channels.values());
    case 'lineIds':
      return named(names.lines.values());
    case 'branchIds':
      return named(names.branches.values());
    case 'responsible':
      return [
        { value: 'me', label: t('table.me') },
        { value: 'nobody', label: t('table.nobody') },
        ...named(names.operators.values()),
      ];
    default:
      return exhaustive(field, 'field of the filter');
  }
}

/** What the field asks for, in few words; null: nothing. */
export function fieldWords(
  filter: TableFilter,
  field: FilterField,
  names: DirectoryView,
  texts: Texts,
): string | null {
  const { t } = texts;
  if (isChoice(field)) {
    const labels = new Map(choicesOf(field, names, texts).map(({ value, label }) => [value, label]));
    return listWords(
      filter[field].map((value) => labels.get(value) ?? '…'),
      texts,
    );
  }
  switch (field) {
    case 'waiting':
      return filter.waiting === null ? null : t(filter.waiting ? 'table.waiting.yes' : 'table.waiting.no');
    case 'created':
    case 'closed':
      return filter[field] && daysWords(filter[field], texts);
    case 'tags':
      return listWords(filter.tags, texts);
    case 'words':
      return filter.words.trim() === '' ? null : filter.words.trim();
    default:
      return exhaustive(field, 'field of the filter');
  }
}

function listWords(labels: readonly string[], { t }: Texts): string | null {
  const [first, second] = labels;
  if (first === undefined) return null;
  if (second === undefined) return first;
  if (labels.length === 2) return `${first}, ${second}`;
  return t('table.more', { first, count: labels.length - 1 });
}

export function daysWords(days: Days, { t, format }: Texts): string {
  if (days.kind === 'preset') return t(`table.days.${days.preset}`);
  const { from, to } = days;
  const named = (day: string): string => format.day(noonOf(day), 0);
  if (from !== null && to !== null) return t('table.days.between', { from: named(from), to: named(to) });
  if (from !== null) return t('table.days.since', { day: named(from) });
  return to === null ? t('table.any.created') : t('table.days.upTo', { day: named(to) });
}

function noonOf(day: string): number {
  return new Date(`${day}T12:00:00`).getTime();
}
