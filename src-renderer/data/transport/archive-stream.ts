import type { Cursor } from '#shared/domain/cursor.ts';
import { parseJson } from '#shared/lib/json.ts';
import { fromUtf8, type Bytes } from '#shared/lib/utf8.ts';
import { archiveLineSchema, type ArchiveHead } from '#shared/wire/http/archive.ts';
import { HubError } from './hub-error.ts';
import type { HttpStream } from './http-stream.ts';
import { linesOf } from './ndjson.ts';

export type ArchivePart =
  | { kind: 'opening'; cursor: Cursor; total: number }
  /** The body is not looked into. */
  | { kind: 'pack'; head: ArchiveHead; body: Bytes }
  | { kind: 'end'; next: string | null };

export interface ArchiveRequest {
  /** The archive's place. */
  after: string;
  days: number;
  /** Dialogs. */
  limit: number;
}

/** Asks for closed dialogs that the snapshot leaves out, and gives them while they come. */
export type ReadArchive = (request: ArchiveRequest, signal: AbortSignal) => AsyncGenerator<ArchivePart>;

export function createArchive(stream: HttpStream): ReadArchive {
  return ({ after, days, limit }, signal) => {
    const query = `after=${encodeURIComponent(after)}&days=${days}&limit=${limit}&form=lean`;
    return archiveParts(linesOf(stream({ path: `/api/sync/archive?${query}`, signal })));
  };
}

/** Lines of the hub as parts of an archive. Throws `HubError` for what is none, and when the end does not come. */
export async function* archiveParts(lines: AsyncIterable<Bytes>): AsyncGenerator<ArchivePart> {
  let head: ArchiveHead | null = null;
  for await (const bytes of lines) {
    if (head) {
      yield { kind: 'pack', head, body: bytes };
      head = null;
      continue;
    }
    const parsed = archiveLineSchema.safeParse(parseJson(fromUtf8(bytes)));
    if (!parsed.success) throw garbled(parsed.error.issues[0]?.message ?? 'no line of an archive');
    const line = parsed.data;
    if (line.line === 'head') head = line;
    else if (line.line === 'opening') yield { kind: 'opening', cursor: line.cursor, total: line.total };
    else {
      yield { kind: 'end', next: line.next };
      return;
    }
  }
  throw garbled('the answer was cut off');
}

function garbled(detail: string): HubError {
  return new HubError('GET /api/sync/archive', { kind: 'garbled', detail });
}
