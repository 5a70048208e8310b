import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { leanMessage, readMessages } from '#shared/domain/plain-message.ts';
import { parseJson } from '#shared/lib/json.ts';
import type { ReplicaDb } from './database.ts';
import type { PageRow } from './rows.ts';

/** How a transcript is laid out. */
export interface Layout {
  /** Most messages in a page; never more than in `LAYOUT`, which readers count on. */
  page: number;
  /** So many rows at the end of a transcript are packed into pages… */
  packAt: number;
  /** …but for the newest of them, which still change. */
  keep: number;
  /** So many new messages at once become pages without having been rows: somebody catches up, and does not watch them come. */
  bulk: number;
  /** Closed dialogs that nobody touched for `ms` are packed, `dialogs` at a time. */
  settled: { ms: number; dialogs: number };
}

export const LAYOUT: Layout = {
  page: 50,
  packAt: 100,
  keep: 50,
  bulk: 8,
  settled: { ms: 2 * 24 * 3600 * 1000, dialogs: 50 },
};

/** @param messages neighbours by rising seq, at least one */
export function pageRow(dialogId: Id, messages: readonly Message[]): PageRow {
  const from = messages[0]?.seq ?? 0;
  return { dialogId, from, to: from + messages.length - 1, body: JSON.stringify(messages.map(leanMessage)) };
}

/**
 * The messages of a page. They may have been written by another version of the client, or damaged on the disk.
 * @returns null when it cannot be read: then what it held counts as not known, and comes again from the hub
 */
export function readPage(row: PageRow): Message[] | null {
  const messages = readMessages(parseJson(row.body));
  if (!messages || messages.length === 0 || messages.length !== row.to - row.from + 1) return null;
  const fits = messages.every(
    (message, i) => message.seq === row.from + i && message.dialogId === row.dialogId,
  );
  return fits ? messages : null;
}

/** Pages that hold messages from `from` to `to`, oldest first. Reads at most one page too many, and in one go. */
export async function pagesBetween(
  db: ReplicaDb,
  dialogId: Id,
  from: number,
  to: number,
): Promise<PageRow[]> {
  const pages = await db.pages
    .where('[dialogId+from]')
    .between([dialogId, from - LAYOUT.page + 1], [dialogId, to], true, true)
    .toArray();
  return pages.filter((page) => page.to >= from);
}

/** Cuts neighbouring messages into pages, the last one shorter. */
export function intoPages(messages: readonly Message[], size: number): Message[][] {
  const pages: Message[][] = [];
  for (let at = 0; at < messages.length; at += size) pages.push(messages.slice(at, at + size));
  return pages;
}
