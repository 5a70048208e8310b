/** As much of CouchDB's HTTP interface as PouchDB needs to replicate from it. Read-only, answers without any work. */
import { z } from 'zod';

interface Doc {
  readonly id: string;
  readonly rev: string;
  readonly json: string;
}

export interface CouchRows {
  readonly docs: readonly Doc[];
  readonly byId: ReadonlyMap<string, Doc>;
}

const bulkGetSchema = z.object({ docs: z.array(z.object({ id: z.string() })) });

export function couchAnswer(
  rows: CouchRows,
  method: string,
  url: URL,
  body: string,
): { status: number; json: string } {
  const what = url.pathname.replace(/^\/couch\/[^/]*\/?/, '');
  const found = (value: unknown): { status: number; json: string } => ({
    status: 200,
    json: JSON.stringify(value),
  });
  const last = rows.docs.length;
  if (what === '') {
    return found({
      db_name: 'rows',
      doc_count: last,
      update_seq: last,
      instance_start_time: '0',
      uuid: 'rows',
    });
  }
  if (what === '_changes') {
    const since = Number(url.searchParams.get('since') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 25);
    const page = rows.docs.slice(since, since + limit);
    const results = page.map(({ id, rev }, i) => ({ seq: since + i + 1, id, changes: [{ rev }] }));
    return found({ results, last_seq: since + page.length, pending: last - since - page.length });
  }
  if (what === '_bulk_get' && method === 'POST') {
    const wanted = bulkGetSchema.parse(JSON.parse(body)).docs;
    const results = wanted.map(
      ({ id }) => `{"id":"${id}","docs":[{"ok":${rows.byId.get(id)?.json ?? 'null'}}]}`,
    );
    return { status: 200, json: `{"results":[${results.join(',')}]}` };
  }
  return { status: 404, json: '{"error":"not_found","reason":"missing"}' };
}
