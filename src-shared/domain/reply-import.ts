import { z } from 'zod';
import { parseCsv, plainCell, type CsvRecord } from '../lib/csv.ts';
import { parseJson } from '../lib/json.ts';
import { previewOf } from '../lib/text.ts';
import { foldWord, wordsOf } from '../lib/words.ts';
import type { Id } from './ids.ts';
import {
  MAX_REPLY_FOLDERS,
  MAX_REPLY_TEXT,
  NEW_REPLY,
  replyDraftShape,
  shelfKey,
  type QuickReply,
  type ReplyBase,
  type ReplyDraft,
  type ReplyShelf,
} from './quick-reply.ts';
import {
  folderNames,
  OTHER_NAMES,
  REPLY_COLUMNS,
  REPLY_FILE_FORMAT,
  REPLY_FILE_VERSION,
  SHELF_NAMES,
  type LineNames,
  type ReplyColumn,
} from './reply-export.ts';

/** Quick replies out of a file (`reply-export`, or a table that somebody made). Pure: nothing is saved before the person has seen what would be. */

/** Most replies of one file, and its greatest length in UTF-16 units. */
export const MAX_IMPORT_ROWS = 2_000;
export const MAX_IMPORT_LENGTH = 8_000_000;
/** So far the line with the names of the columns is looked at; no table of replies is wider. */
const MAX_COLUMNS = 500;

export interface ImportContext {
  /** Of the person; where a row says nothing, or a place that is not his to change, it is a problem and not put elsewhere. */
  shelves: readonly ReplyShelf[];
  /** For rows that do not say for whom they are. */
  otherwise: ReplyShelf;
  lines: LineNames;
  /** All that the person sees. */
  existing: readonly QuickReply[];
}

export type ImportedDraft = Omit<ReplyDraft, 'id' | 'attachments'>;

/** What is there already under the same name. */
export type Twin =
  | { kind: 'reply'; replyId: Id; by: 'title' | 'shortcut' }
  /** An earlier row of the file. */
  | { kind: 'row'; line: number; by: 'title' | 'shortcut' };

export interface ImportRow {
  /** In the file, from 1; of JSON the number of the reply. */
  line: number;
  draft: ImportedDraft;
  twin: Twin | null;
}

export type ImportProblem =
  /** The whole file. */
  | { code: 'empty' }
  | { code: 'too_large' }
  | { code: 'not_json' }
  | { code: 'other_format' }
  | { code: 'newer_version' }
  | { code: 'no_columns' }
  | { code: 'too_many'; most: number }
  | { code: 'unclosed_quote'; line: number }
  /** One row. */
  | { code: 'no_title' | 'no_text' | 'title_too_long' | 'bad_shortcut' | 'unreadable'; line: number }
  | { code: 'text_too_long'; line: number; most: number }
  | { code: 'folder_too_deep'; line: number; most: number }
  | { code: 'unknown_shelf' | 'unknown_line' | 'not_allowed'; line: number; name: string };

export interface Imported {
  rows: ImportRow[];
  problems: ImportProblem[];
  /** Names of columns that are none of ours: what stands in them is left aside. */
  ignored: string[];
}

/** What a row says, before it is understood. */
interface RawRow {
  line: number;
  shelf: string;
  lineName: string;
  folder: readonly string[];
  title: string;
  text: string;
  shortcut: string;
}

export function readReplies(text: string, ctx: ImportContext): Imported {
  if (text.length > MAX_IMPORT_LENGTH) return failed({ code: 'too_large' });
  if (text.trim() === '') return failed({ code: 'empty' });
  const raw = /^\ufeff?\s*[{[]/.test(text) ? readJson(text) : readTable(text);
  if (raw.rows.length > MAX_IMPORT_ROWS) return failed({ code: 'too_many', most: MAX_IMPORT_ROWS });
  const problems = [...raw.problems];
  const rows: ImportRow[] = [];
  const twins = new Twins(ctx.existing);
  for (const row of raw.rows) {
    const draft = understand(row, ctx);
    if ('code' in draft) problems.push(draft);
    else rows.push({ line: row.line, draft, twin: twins.take(draft, row.line) });
  }
  return { rows, problems, ignored: raw.ignored };
}

function failed(problem: ImportProblem): Imported {
  return { rows: [], problems: [problem], ignored: [] };
}

interface Raw extends Pick<Imported, 'problems' | 'ignored'> {
  rows: RawRow[];
}

const rawFailure = (problem: ImportProblem): Raw => ({ rows: [], problems: [problem], ignored: [] });

function readTable(text: string): Raw {
  const { records, unclosed } = parseCsv(text, MAX_IMPORT_ROWS + 2);
  const problems: ImportProblem[] = unclosed === null ? [] : [{ code: 'unclosed_quote', line: unclosed }];
  const [head, ...body] = records;
  if (!head) return rawFailure(problems[0] ?? { code: 'empty' });
  const columns = columnsOf(head);
  if (!columns.has('text') || !columns.has('title')) return rawFailure({ code: 'no_columns' });
  const rows = body.map(({ line, cells }): RawRow => {
    const cell = (column: ReplyColumn): string => plainCell(cells[columns.get(column) ?? -1] ?? '');
    return {
      line,
      shelf: cell('shelf'),
      lineName: cell('line'),
      folder: folderNames(cell('folder')),
      title: cell('title'),
      text: cell('text'),
      shortcut: cell('shortcut'),
    };
  });
  return { rows, problems, ignored: otherNames(head, new Set(columns.values())) };
}

/** More nobody reads. */
const MAX_IGNORED = 10;

function otherNames({ cells }: CsvRecord, known: ReadonlySet<number>): string[] {
  return cells
    .slice(0, MAX_COLUMNS)
    .filter((cell, at) => !known.has(at) && !isEmpty(cell))
    .slice(0, MAX_IGNORED)
    .map((cell) => previewOf(cell, MAX_COLUMN_NAME));
}

function columnsOf({ cells }: CsvRecord): Map<ReplyColumn, number> {
  const columns = new Map<ReplyColumn, number>();
  for (const [at, cell] of cells.slice(0, MAX_COLUMNS).entries()) {
    // Of a file without lines the first one is the whole of it, so nothing is done to cells that can be no name.
    const column = cell.length > MAX_COLUMN_NAME ? undefined : COLUMNS_BY_NAME.get(foldName(cell));
    if (column !== undefined && !columns.has(column)) columns.set(column, at);
  }
  return columns;
}

const MAX_COLUMN_NAME = 200;

function foldName(name: string): string {
  return wordsOf(name).join(' ');
}

function isSameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}

const COLUMNS_BY_NAME: ReadonlyMap<string, ReplyColumn> = new Map(
  (Object.keys(REPLY_COLUMNS) as ReplyColumn[]).flatMap((column) =>
    [...Object.values(REPLY_COLUMNS[column]), ...(OTHER_NAMES[column] ?? [])].map(
      (name) => [foldName(name), column] as const,
    ),
  ),
);

const fileSchema = z.object({
  format: z.literal(REPLY_FILE_FORMAT),
  version: z.int(),
  replies: z.array(z.unknown()),
});
const rowSchema = z.object({
  for: z.string().optional(),
  line: z.string().nullish(),
  folder: z.array(z.string()).optional(),
  title: z.string(),
  text: z.string(),
  shortcut: z.string().nullish(),
});

function readJson(text: string): Raw {
  const content = parseJson(text.replace(/^\ufeff/, ''));
  if (content === undefined || content === null) return rawFailure({ code: 'not_json' });
  const file = fileSchema.safeParse(content);
  if (!file.success) return rawFailure({ code: 'other_format' });
  if (file.data.version > REPLY_FILE_VERSION) return rawFailure({ code: 'newer_version' });
  // Before anything is made of them: a file may hold millions that are none.
  if (file.data.replies.length > MAX_IMPORT_ROWS)
    return rawFailure({ code: 'too_many', most: MAX_IMPORT_ROWS });
  const problems: ImportProblem[] = [];
  const rows: RawRow[] = [];
  for (const [i, entry] of file.data.replies.entries()) {
    const parsed = rowSchema.safeParse(entry);
    if (!parsed.success) {
      problems.push({ code: 'unreadable', line: i + 1 });
      continue;
    }
    const { for: shelf = '', line, folder = [], title, text: words, shortcut } = parsed.data;
    rows.push({
      line: i + 1,
      shelf,
      lineName: line ?? '',
      folder,
      title,
      text: words,
      shortcut: shortcut ?? '',
    });
  }
  return { rows, problems, ignored: [] };
}

function understand(row: RawRow, ctx: ImportContext): ImportedDraft | ImportProblem {
  const { line } = row;
  const shelf = shelfOf(row, ctx);
  if ('code' in shelf) return shelf;
  const title = replyDraftShape.title.safeParse(row.title);
  if (!title.success) return { code: isEmpty(row.title) ? 'no_title' : 'title_too_long', line };
  const text = replyDraftShape.text.safeParse(row.text);
  if (!text.success) return { code: 'text_too_long', line, most: MAX_REPLY_TEXT };
  if (text.data === '') return { code: 'no_text', line };
  const folder = replyDraftShape.folder.safeParse(row.folder.filter((name) => !isEmpty(name)));
  if (!folder.success) return { code: 'folder_too_deep', line, most: MAX_REPLY_FOLDERS };
  const written = row.shortcut.trim().replace(/^\//, '');
  const shortcut = replyDraftShape.shortcut.safeParse(written === '' ? null : written);
  if (!shortcut.success) return { code: 'bad_shortcut', line };
  return { shelf, title: title.data, text: text.data, folder: folder.data, shortcut: shortcut.data };
}

function isEmpty(text: string): boolean {
  return text.trim() === '';
}

function shelfOf(row: RawRow, ctx: ImportContext): ReplyShelf | ImportProblem {
  const { line } = row;
  const kind = shelfKind(row);
  if (kind === null) return { code: 'unknown_shelf', line, name: row.shelf.trim() };
  if (kind === 'otherwise') return ctx.otherwise;
  const of = (one: ReplyShelf): boolean => one.kind === kind;
  if (kind !== 'line') return ctx.shelves.find(of) ?? { code: 'not_allowed', line, name: row.shelf.trim() };
  const named = [...ctx.lines].filter(([, { name }]) => isSameName(name, row.lineName)).map(([id]) => id);
  if (named.length === 0) return { code: 'unknown_line', line, name: row.lineName.trim() };
  const shelf = ctx.shelves.find((one) => one.kind === 'line' && named.includes(one.lineId));
  return shelf ?? { code: 'not_allowed', line, name: row.lineName.trim() };
}

function shelfKind({ shelf, lineName }: RawRow): ReplyShelf['kind'] | 'otherwise' | null {
  if (isEmpty(shelf)) return isEmpty(lineName) ? 'otherwise' : 'line';
  for (const [kind, names] of Object.entries(SHELF_NAMES))
    if (kind === shelf.trim() || Object.values(names).some((name) => isSameName(name, shelf)))
      return kind as ReplyShelf['kind'];
  return null;
}

/** Knows by which names replies are there already. */
class Twins {
  private readonly titles = new Map<string, Twin>();
  private readonly shortcuts = new Map<string, Twin>();

  constructor(existing: readonly QuickReply[]) {
    for (const reply of existing) {
      if (reply.deleted) continue;
      this.titles.set(titleKey(reply), { kind: 'reply', replyId: reply.id, by: 'title' });
      if (reply.shortcut !== null)
        this.shortcuts.set(shortcutKey(reply), { kind: 'reply', replyId: reply.id, by: 'shortcut' });
    }
  }

  /** @returns who has the row's name already; from now on it has */
  take(draft: ImportedDraft, line: number): Twin | null {
    const { shortcuts, titles } = this;
    const byShortcut = draft.shortcut === null ? undefined : shortcuts.get(shortcutKey(draft));
    const twin = byShortcut ?? titles.get(titleKey(draft)) ?? null;
    if (draft.shortcut !== null && !byShortcut)
      shortcuts.set(shortcutKey(draft), { kind: 'row', line, by: 'shortcut' });
    if (!titles.has(titleKey(draft))) titles.set(titleKey(draft), { kind: 'row', line, by: 'title' });
    return twin;
  }
}

function titleKey({ shelf, title }: Pick<QuickReply, 'shelf' | 'title'>): string {
  return `${shelfKey(shelf)} ${foldWord(title)}`;
}

function shortcutKey({ shelf, shortcut }: Pick<QuickReply, 'shelf' | 'shortcut'>): string {
  return `${shelfKey(shelf)} ${shortcut ?? ''}`;
}

/** What becomes of rows whose name is there already. */
export type OnTwin = 'skip' | 'replace';

/** A reply that is there, as `ReplyView` has it. */
export interface Existing {
  reply: QuickReply;
  basedOn: ReplyBase;
}

/**
 * What has to be saved for the rows. Replaced, a reply keeps its place on keys, its files and its use; of several rows of one name the last
 * one counts.
 */
export function planImport(
  rows: readonly ImportRow[],
  onTwin: OnTwin,
  existing: (id: Id) => Existing | undefined,
  newId: () => Id,
): { draft: ReplyDraft; basedOn: ReplyBase }[] {
  const plan = new Map<number | Id, { draft: ReplyDraft; basedOn: ReplyBase }>();
  /** Under which key a row went into the plan. */
  const places = new Map<number, number | Id>();
  for (const { line, draft, twin } of rows) {
    if (twin && onTwin === 'skip') continue;
    const place = twin?.kind === 'reply' ? twin.replyId : twin ? (places.get(twin.line) ?? line) : line;
    places.set(line, place);
    const before = plan.get(place) ?? earlier(typeof place === 'string' ? existing(place) : undefined);
    plan.set(place, {
      draft: { ...draft, id: before?.draft.id ?? newId(), attachments: before?.draft.attachments ?? [] },
      basedOn: before?.basedOn ?? NEW_REPLY,
    });
  }
  return [...plan.values()];
}

function earlier(existing: Existing | undefined): { draft: ReplyDraft; basedOn: ReplyBase } | undefined {
  return existing && { draft: existing.reply, basedOn: existing.basedOn };
}
