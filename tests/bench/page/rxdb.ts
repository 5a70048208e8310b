import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Message } from '#shared/domain/message.ts';
import type { Took } from './calls.ts';
import { fetchRows } from './floors.ts';

const object = { type: ['object', 'null'] } as const;
const schema: RxJsonSchema<Message> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    dialogId: { type: 'string', maxLength: 36 },
    seq: { type: 'integer' },
    author: object,
    visibility: { type: 'string' },
    body: object,
    mentions: { type: 'array' },
    delivery: object,
    replyTo: object,
    editedAt: { type: ['integer', 'null'] },
    amendment: object,
    reactions: { type: 'array' },
    form: object,
    answers: object,
    at: { type: 'integer' },
    rev: { type: 'integer' },
  },
  required: ['id', 'dialogId', 'seq'],
};

/** As its documentation tells: a pull handler with a checkpoint over HTTP, batches of one page, the free Dexie storage. */
export async function rxdb({ pages }: { pages: number }): Promise<Took> {
  const database = await createRxDatabase({
    name: `rxdb-${crypto.randomUUID()}`,
    storage: getRxStorageDexie(),
    multiInstance: false,
  });
  const { messages: collection } = await database.addCollections<{ messages: RxCollection<Message> }>({
    messages: { schema },
  });
  let received = 0;
  const startedAt = performance.now();
  const replication = replicateRxCollection<Message, { page: number }>({
    replicationIdentifier: 'bench',
    collection,
    live: false,
    pull: {
      batchSize: 1_000,
      async handler(checkpoint) {
        const page = checkpoint?.page ?? 0;
        const rows = page < pages ? await fetchRows(page) : [];
        received += rows.length;
        return {
          documents: rows.map((row) => ({ ...row, _deleted: false })),
          checkpoint: { page: page + 1 },
        };
      },
    },
  });
  const failed = new Promise<never>((_, reject) => {
    replication.error$.subscribe((error) => reject(error));
  });
  await Promise.race([replication.awaitInitialReplication(), failed]);
  const ms = performance.now() - startedAt;
  const stored = await collection.count().exec();
  await database.close();
  if (stored !== received) throw new Error(`RxDB holds ${stored} of ${received} messages`);
  return { messages: stored, ms };
}
