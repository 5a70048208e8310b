import PouchDB from 'pouchdb-browser';
import type { Took } from './calls.ts';

/** PouchDB's own protocol, from an endpoint that speaks as much CouchDB as it asks for. How much there is, that one knows. */
export async function pouchdb(_input: { pages: number }): Promise<Took> {
  const local = new PouchDB(`pouch-${crypto.randomUUID()}`);
  const startedAt = performance.now();
  const result = await PouchDB.replicate(`${location.origin}/couch/rows`, local, {
    batch_size: 1_000,
    checkpoint: 'target',
  });
  const ms = performance.now() - startedAt;
  const { doc_count: messages } = await local.info();
  await local.close();
  if (!result.ok || messages !== result.docs_written) {
    throw new Error(`PouchDB holds ${messages} of ${result.docs_written} messages`);
  }
  return { messages, ms };
}
