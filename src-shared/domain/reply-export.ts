import { writeCsv, type CsvSeparator } from '../lib/csv.ts';
import type { Id } from './ids.ts';
import type { QuickReply, ReplyShelf } from './quick-reply.ts';
import type { ReplyLanguage } from './reply-variables.ts';

/** Quick replies as a file, for a spreadsheet (CSV) or another hub (JSON). Their files do not travel along. Pure. */

export const REPLY_FILE_FORMAT = 'otklik.quick-replies';
export const REPLY_FILE_VERSION = 1;

/** Names of the columns of a table; both languages are understood when it is read. What the form has a field for is called as there. */
export const REPLY_COLUMNS = {
  shelf: { en: 'for', ru: 'для кого' },
  line: { en: 'line', ru: 'линия' },
  folder: { en: 'folder', ru: 'папка' },
  title: { en: 'title', ru: 'название' },
  text: { en: 'text', ru: 'текст' },
  shortcut: { en: 'shortcut', ru: 'сокращение' },
} as const;
export type ReplyColumn = keyof typeof REPLY_COLUMNS;

/** As one may write them in the first line of a table, the two that every reply needs first. */
export const columnNames = (language: ReplyLanguage): string[] => {
  const { title, text, ...others } = REPLY_COLUMNS;
  return [title, text, ...Object.values(others)].map((names) => names[language]);
};

/** What else people call them, and we did once: understood, not written. */
export const OTHER_NAMES: Partial<Record<ReplyColumn, readonly string[]>> = {
  shelf: ['who has it', 'у кого он есть'],
  shortcut: ['command', 'команда'],
};

export const SHELF_NAMES = {
  personal: { en: 'me', ru: 'я' },
  line: { en: 'line', ru: 'линия' },
  company: { en: 'company', ru: 'компания' },
} as const satisfies Record<ReplyShelf['kind'], Record<ReplyLanguage, string>>;

export type LineNames = ReadonlyMap<Id, { name: string }>;

function lineOf(shelf: ReplyShelf, lines: LineNames): string {
  return shelf.kind === 'line' ? (lines.get(shelf.lineId)?.name ?? '') : '';
}

/** `A/B`, where a slash in a name has a backslash before it. */
export function folderPath(folder: readonly string[]): string {
  return folder.map((name) => name.replace(/[\\/]/g, '\\$&')).join('/');
}

export function folderNames(path: string): string[] {
  const names = path.match(/(?:[^\\/]|\\.?)+/gs) ?? [];
  return names.map((name) => name.replace(/\\(.)/gs, '$1').trim()).filter((name) => name !== '');
}

/** Spreadsheets of a country open tables with its own separator only: Russian ones with semicolons. */
const SEPARATOR: Record<ReplyLanguage, CsvSeparator> = { ru: ';', en: ',' };

export function repliesAsCsv(
  replies: readonly QuickReply[],
  lines: LineNames,
  language: ReplyLanguage,
): string {
  const columns = Object.keys(REPLY_COLUMNS) as ReplyColumn[];
  const rows = replies.map((reply) => {
    const cells: Record<ReplyColumn, string> = {
      shelf: SHELF_NAMES[reply.shelf.kind][language],
      line: lineOf(reply.shelf, lines),
      folder: folderPath(reply.folder),
      title: reply.title,
      text: reply.text,
      shortcut: reply.shortcut ?? '',
    };
    return columns.map((column) => cells[column]);
  });
  return writeCsv([columns.map((column) => REPLY_COLUMNS[column][language]), ...rows], SEPARATOR[language]);
}

export function repliesAsJson(replies: readonly QuickReply[], lines: LineNames): string {
  const file = {
    format: REPLY_FILE_FORMAT,
    version: REPLY_FILE_VERSION,
    replies: replies.map(({ shelf, folder, title, text, shortcut }) => ({
      for: shelf.kind,
      line: shelf.kind === 'line' ? lineOf(shelf, lines) : null,
      folder,
      title,
      text,
      shortcut,
    })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
