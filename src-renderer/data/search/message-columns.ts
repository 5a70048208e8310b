import { utf8Length } from '#shared/lib/text.ts';
import { fromUtf8, type Bytes } from '#shared/lib/utf8.ts';
import { messageWords, type MessageDocument } from './documents.ts';
import { firstRowAt, timeOfRow } from './row-numbers.ts';

/** Texts one after the other as UTF-8, and where each ends, in bytes. */
export interface TextColumn {
  bytes: Bytes;
  ends: Uint32Array<ArrayBuffer>;
}

/**
 * Messages as they are written: by columns, oldest first, texts as SQLite wants them. They pass between threads without being copied, and
 * into SQLite's memory in one piece.
 */
export interface MessageColumns {
  /** The rows they want, rising. */
  rows: Float64Array<ArrayBuffer>;
  /** Their dialogs' places in the list of dialogs that this belongs to. */
  dialogs: Uint32Array<ArrayBuffer>;
  seqs: Float64Array<ArrayBuffer>;
  hidden: Uint8Array<ArrayBuffer>;
  /** Places in `authorNames`, counted from 1; 0: the client. */
  authors: Uint32Array<ArrayBuffer>;
  authorNames: TextColumn;
  texts: TextColumn;
  words: TextColumn;
}

/** @param messages of each dialog */
export function messageColumns(messages: readonly (readonly MessageDocument[])[]): MessageColumns {
  const all = messages.flatMap((own, dialog) => own.map((message) => ({ dialog, message })));
  all.sort((a, b) => a.message.at - b.message.at);
  const authorPlaces = new Map<string | null, number>([[null, 0]]);
  const rows = new Float64Array(all.length);
  const dialogs = new Uint32Array(all.length);
  const seqs = new Float64Array(all.length);
  const hidden = new Uint8Array(all.length);
  const authors = new Uint32Array(all.length);
  for (const [i, { dialog, message }] of all.entries()) {
    rows[i] = Math.max(firstRowAt(message.at), (rows[i - 1] ?? -1) + 1);
    dialogs[i] = dialog;
    seqs[i] = message.seq;
    hidden[i] = Number(message.hidden);
    const place = authorPlaces.get(message.author) ?? authorPlaces.size;
    authorPlaces.set(message.author, place);
    authors[i] = place;
  }
  return {
    rows,
    dialogs,
    seqs,
    hidden,
    authors,
    authorNames: textColumn(Array.from(authorPlaces.keys(), (name) => name ?? '').slice(1)),
    texts: textColumn(all.map(({ message }) => message.text)),
    words: textColumn(all.map(({ message }) => messageWords(message.text))),
  };
}

/** What was made into columns, by dialog. */
export function documentsOf(columns: MessageColumns, dialogs: number): MessageDocument[][] {
  const documents: MessageDocument[][] = Array.from({ length: dialogs }, () => []);
  for (const [i, row] of columns.rows.entries())
    documents[columns.dialogs[i] ?? 0]?.push({
      seq: columns.seqs[i] ?? 0,
      at: timeOfRow(row),
      author: columns.authors[i] ? textOf(columns.authorNames, (columns.authors[i] ?? 0) - 1) : null,
      hidden: columns.hidden[i] === 1,
      text: textOf(columns.texts, i),
    });
  return documents;
}

/** What of columns passes to another thread instead of being copied. */
export function buffersOf(columns: MessageColumns): ArrayBuffer[] {
  const { rows, dialogs, seqs, hidden, authors, authorNames, texts, words } = columns;
  const inTexts = [authorNames, texts, words].flatMap(({ bytes, ends }) => [bytes, ends]);
  return [rows, dialogs, seqs, hidden, authors, ...inTexts].map(({ buffer }) => buffer);
}

const encoder = new TextEncoder();

function textOf({ bytes, ends }: TextColumn, i: number): string {
  return fromUtf8(bytes.subarray(ends[i - 1] ?? 0, ends[i]));
}

function textColumn(texts: readonly string[]): TextColumn {
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (const [i, text] of texts.entries()) {
    end += utf8Length(text);
    ends[i] = end;
  }
  // One after the other takes five times as long. Where one text ends and the next begins with half of a character, together they are a whole one.
  const together = encoder.encode(texts.join(''));
  if (together.length === end) return { bytes: together, ends };
  const bytes = new Uint8Array(end);
  for (const [i, text] of texts.entries()) encoder.encodeInto(text, bytes.subarray(ends[i - 1] ?? 0));
  return { bytes, ends };
}
