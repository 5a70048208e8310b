import { z } from 'zod';
import { exhaustive } from '../lib/exhaustive.ts';
import { MAX_QUERY_LENGTH } from '../lib/search-query.ts';
import { cleanText } from '../lib/text.ts';
import { idSchema, timestampSchema, type Id, type Timestamp } from './ids.ts';
import { tableStatusSchema, type TableRow } from './table-row.ts';

/** Most values of one field; more is no filter. */
const MOST_CHOICES = 200;
const MOST_TAGS = 50;
export const MAX_TAG = 60;

/** A day of the calendar where the person is. */
export const daySchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

export const DAY_PRESETS = ['today', 'yesterday', 'week', 'month'] as const;
export type DayPreset = (typeof DAY_PRESETS)[number];

/** Days as they are meant: a kept "today" is another day tomorrow. */
export const daysSchema = z.discriminatedUnion('kind', [
  /** `week`: today and the six days before; `month`: this one, from its first day on. */
  z.object({ kind: z.literal('preset'), preset: z.enum(DAY_PRESETS) }),
  /** Both days belong to it; null: no end on that side. */
  z.object({ kind: z.literal('own'), from: daySchema.nullable(), to: daySchema.nullable() }),
]);
export type Days = z.infer<typeof daysSchema>;

/** `me` is whoever looks, so that one filter serves everybody it is shared with. */
export const responsibleChoiceSchema = z.union([z.literal('me'), z.literal('nobody'), idSchema]);
export type ResponsibleChoice = z.infer<typeof responsibleChoiceSchema>;

/** What somebody looks for in the table of dialogs. An empty choice asks nothing. */
export const tableFilterSchema = z.object({
  version: z.literal(1),
  statuses: z.array(tableStatusSchema).max(5),
  /** Whether the client waits for an answer. */
  waiting: z.boolean().nullable(),
  created: daysSchema.nullable(),
  closed: daysSchema.nullable(),
  channelIds: z.array(idSchema).max(MOST_CHOICES),
  lineIds: z.array(idSchema).max(MOST_CHOICES),
  branchIds: z.array(idSchema).max(MOST_CHOICES),
  responsible: z.array(responsibleChoiceSchema).max(MOST_CHOICES),
  /** Of the client; one of them is enough. */
  tags: z.array(z.string().overwrite(cleanText).min(1).max(MAX_TAG)).max(MOST_TAGS),
  /** In a message of the dialog, or of its client. */
  words: z.string().overwrite(cleanText).max(MAX_QUERY_LENGTH),
});
export type TableFilter = z.infer<typeof tableFilterSchema>;

export const NO_FILTER: TableFilter = {
  version: 1,
  statuses: [],
  waiting: null,
  created: null,
  closed: null,
  channelIds: [],
  lineIds: [],
  branchIds: [],
  responsible: [],
  tags: [],
  words: '',
};

/** Fields of a filter, in the order in which they are offered. */
export const FILTER_FIELDS = [
  'statuses',
  'waiting',
  'created',
  'closed',
  'channelIds',
  'lineIds',
  'branchIds',
  'responsible',
  'tags',
  'words',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Whether the field asks for anything. */
export function isSet(filter: TableFilter, field: FilterField): boolean {
  const value = filter[field];
  return typeof value === 'string'
    ? value.trim() !== ''
    : Array.isArray(value)
      ? value.length > 0
      : value !== null;
}

/** From `from` on and before `to`. */
const spanSchema = z.object({ from: timestampSchema.nullable(), to: timestampSchema.nullable() });
export type Span = z.infer<typeof spanSchema>;

/** A filter as it is answered: days have become times, `me` somebody. What the hub is asked, and what the replica is asked. */
export const tableConditionsSchema = z.object({
  statuses: tableFilterSchema.shape.statuses,
  waiting: z.boolean().nullable(),
  created: spanSchema.nullable(),
  closed: spanSchema.nullable(),
  channelIds: tableFilterSchema.shape.channelIds,
  lineIds: tableFilterSchema.shape.lineIds,
  branchIds: tableFilterSchema.shape.branchIds,
  /** Null: nobody. */
  responsibleIds: z.array(idSchema.nullable()).max(MOST_CHOICES),
  tags: tableFilterSchema.shape.tags,
  words: tableFilterSchema.shape.words,
});
export type TableConditions = z.infer<typeof tableConditionsSchema>;

/** @param now by the hub's clock; days are those of the calendar of this computer */
export function conditionsOf(filter: TableFilter, me: Id, now: Timestamp): TableConditions {
  return {
    statuses: filter.statuses,
    waiting: filter.waiting,
    created: filter.created && spanOf(filter.created, now),
    closed: filter.closed && spanOf(filter.closed, now),
    channelIds: filter.channelIds,
    lineIds: filter.lineIds,
    branchIds: filter.branchIds,
    responsibleIds: [
      ...new Set(filter.responsible.map((one) => (one === 'me' ? me : one === 'nobody' ? null : one))),
    ],
    tags: filter.tags,
    words: filter.words.trim(),
  };
}

export function spanOf(days: Days, now: Timestamp): Span {
  if (days.kind === 'own')
    return {
      from: days.from === null ? null : startOfDay(days.from),
      to: days.to === null ? null : startOfDay(days.to, 1),
    };
  const today = dayOf(now);
  switch (days.preset) {
    case 'today':
      return { from: startOfDay(today), to: startOfDay(today, 1) };
    case 'yesterday':
      return { from: startOfDay(today, -1), to: startOfDay(today) };
    case 'week':
      return { from: startOfDay(today, -6), to: startOfDay(today, 1) };
    case 'month':
      return { from: startOfDay(`${today.slice(0, 7)}-01`), to: startOfDay(today, 1) };
    default:
      return exhaustive(days.preset, 'days');
  }
}

/** The day of a moment, here. */
export function dayOf(at: Timestamp): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** By the calendar and not by 24 hours: days are longer and shorter when clocks are changed. */
function startOfDay(day: string, later = 0): Timestamp {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const start = new Date(2000, 0, 1);
  start.setFullYear(year, month - 1, date + later);
  return Math.max(0, start.getTime());
}

function isIn(span: Span | null, at: Timestamp | null): boolean {
  if (span === null) return true;
  if (at === null) return false;
  return (span.from === null || at >= span.from) && (span.to === null || at < span.to);
}

const among = <T>(choice: readonly T[], value: T): boolean => choice.length === 0 || choice.includes(value);

/** Whether a line is one of those looked for. Words aside: only an index knows all texts of a dialog. */
export function matches(conditions: TableConditions, row: TableRow): boolean {
  return (
    among(conditions.statuses, row.status) &&
    (conditions.waiting === null || conditions.waiting === (row.waitingSince !== null)) &&
    isIn(conditions.created, row.createdAt) &&
    isIn(conditions.closed, row.closedAt) &&
    among(conditions.channelIds, row.channelId) &&
    among(conditions.lineIds, row.lineId) &&
    among(conditions.branchIds, row.branchId) &&
    among(conditions.responsibleIds, row.responsibleId) &&
    (conditions.tags.length === 0 || row.tags.some((tag) => conditions.tags.includes(tag)))
  );
}
