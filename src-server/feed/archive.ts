/** Closed dialogs beyond the snapshot, as lines of JSON that are made in the database and only copied here. */
import { sql } from 'kysely';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { ARCHIVE_DIALOG_MESSAGES, type ArchiveForm, type ArchiveLine } from '#shared/wire/http/archive.ts';
import type { Db } from '../db/transaction.ts';
import { encodeArchivePlace, type ArchivePlace } from './archive-place.ts';
import { archivedTexts, type ArchivedText } from './archive-text.ts';
import { feedEnd } from './epoch.ts';
import { archivedIds, visible, type Found } from './scope-sql.ts';

/** A pack ends with the dialog that makes it as large as one of these. */
const PACK = { messages: 500, chars: 256 * 1024 };
/** Read by one statement; with fewer, planning it costs more than carrying it out. */
const BATCH = { messages: 4_000, dialogs: 1_000 };
const DAY_MS = 24 * 3600 * 1000;
const [OPEN, COMMA, CLOSE] = [Buffer.from('['), Buffer.from(','), Buffer.from(']\n')];

export interface ArchiveRequest {
  workspaceId: string;
  scope: Scope;
  place: ArchivePlace;
  /** How far back, where the archive begins. */
  days: number;
  limit: number;
  form: ArchiveForm;
}

/** The lines of an answer, each with its newline. What fails before the first line is an error of the request. */
export async function openArchive(db: Db, request: ArchiveRequest): Promise<AsyncGenerator<Buffer>> {
  // Before anything is read: whatever changes later comes by the feed as well.
  const cursor = await feedEnd(db, request.workspaceId);
  const since = request.place.since ?? Math.max(0, request.place.upTo - request.days * DAY_MS);
  const total = request.place.total ?? (await countArchived(db, request, since));
  return lines(db, request, { ...request.place, since, total }, cursor, total);
}

async function countArchived(db: Db, request: ArchiveRequest, since: number): Promise<number> {
  const { workspaceId, scope, place } = request;
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from dialogs where workspace_id = ${workspaceId} and status = 'closed'
      and closed_at <= ${new Date(place.upTo)} and closed_at > ${new Date(since)} and ${visible(scope)}`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

async function* lines(
  db: Db,
  request: ArchiveRequest,
  place: ArchivePlace,
  cursor: Cursor,
  total: number,
): AsyncGenerator<Buffer> {
  yield line({ line: 'opening', cursor, total });
  const ids = await idsFrom(db, request, place);
  const batches = intoBatches(await withSizes(db, request.workspaceId, ids));
  const more = ids.length === request.limit;
  const pack = new Pack();
  let next: string | null = null;
  // The next statement runs while the last one's texts are on their way to the client.
  let reading = textsOf(db, request, batches[0]);
  for (const [i, batch] of batches.entries()) {
    const found = await reading;
    reading = textsOf(db, request, batches[i + 1]);
    const byId = new Map(found.map((text) => [text.id, text]));
    for (const one of batch) {
      const text = byId.get(one.id);
      if (text) pack.add(text);
      const last = one === ids.at(-1);
      if (!pack.isFull() && !last) continue;
      next = last && !more ? null : encodeArchivePlace({ ...place, after: one });
      yield* pack.take(next);
    }
  }
  yield line({ line: 'end', next });
}

function idsFrom(db: Db, request: ArchiveRequest, place: ArchivePlace): Promise<Found[]> {
  const { workspaceId, scope, limit } = request;
  const [upTo, since] = [new Date(place.upTo), new Date(place.since ?? 0)];
  return archivedIds(db, { workspaceId, scope, limit, after: place.after, upTo, since });
}

interface Sized {
  found: Found;
  messages: number;
}

async function withSizes(db: Db, workspaceId: string, ids: readonly Found[]): Promise<Sized[]> {
  const { rows } = await sql<{ id: string; last_seq: number }>`select id, last_seq from dialogs
    where workspace_id = ${workspaceId} and id = any(${ids.map((one) => one.id)}::uuid[])`.execute(db);
  const sizes = new Map(rows.map((row) => [row.id, Math.min(row.last_seq, ARCHIVE_DIALOG_MESSAGES)]));
  return ids.map((found) => ({ found, messages: sizes.get(found.id) ?? 0 }));
}

/** Neighbours, as many as one statement reads. Pure. */
export function intoBatches(dialogs: readonly Sized[]): Found[][] {
  const batches: Found[][] = [];
  let room = 0;
  for (const { found, messages } of dialogs) {
    const batch = batches.at(-1);
    if (batch && messages <= room && batch.length < BATCH.dialogs) {
      batch.push(found);
      room -= messages;
    } else {
      batches.push([found]);
      room = BATCH.messages - messages;
    }
  }
  return batches;
}

function textsOf(db: Db, request: ArchiveRequest, batch: readonly Found[] = []): Promise<ArchivedText[]> {
  if (batch.length === 0) return Promise.resolve([]);
  const ids = batch.map((found) => found.id);
  const texts = archivedTexts(db, request, ids);
  // It may fail while nobody waits for it yet; whoever does then hears of it.
  texts.catch(() => undefined);
  return texts;
}

/** Dialogs gathered for one pack. */
class Pack {
  private texts: ArchivedText[] = [];
  /** The body's bytes: texts of some kilobytes are written several times faster than one of all of them. */
  private bytes: Buffer[] = [];
  private messages = 0;
  private chars = 0;

  add(text: ArchivedText): void {
    this.bytes.push(this.texts.length === 0 ? OPEN : COMMA, Buffer.from(text.body));
    this.texts.push(text);
    this.messages += text.messages;
    this.chars += text.body.length;
  }

  isFull(): boolean {
    return this.messages >= PACK.messages || this.chars >= PACK.chars;
  }

  /** Head and body of what was gathered; nothing when there is nothing. */
  *take(next: string | null): Generator<Buffer> {
    const { texts, bytes, messages } = this;
    this.texts = [];
    this.bytes = [];
    this.messages = this.chars = 0;
    if (texts.length === 0) return;
    const times = texts.map((text) => text.activityAt);
    yield line({
      line: 'head',
      newest: Math.max(...times),
      ids: texts.map((text) => text.id),
      contactIds: [...new Set(texts.map((text) => text.contactId))],
      messages,
      next,
    });
    yield Buffer.concat([...bytes, CLOSE]);
  }
}

function line(content: ArchiveLine): Buffer {
  return Buffer.from(`${JSON.stringify(content)}\n`);
}
