import { LISTS, listsOf, type ListName } from '#shared/domain/lists.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { PackRow } from '#renderer/data/db/rows.ts';
import type { Counters } from '#renderer/data/queries/views.ts';
import { readStore, scanStore } from './census.ts';
import type { Account, CounterTimes } from './calls.ts';
import { isWhole, prepare, until } from './product.ts';

const ROUNDS = 20;

/** Counts the lists' dialogs by looking at every one that lies in the replica, as somebody without counters would. */
async function recount(me: string): Promise<Counters> {
  const counted = Object.fromEntries(LISTS.map((list) => [list, 0])) as Record<ListName, number>;
  for (const record of await readStore('otklik:', 'dialogs')) {
    // Rows were parsed when they came; a scan would trust them, too.
    for (const list of listsOf(record['dialog'] as Dialog, me)) counted[list] += 1;
  }
  await scanStore('otklik:', 'archive', (record) => {
    counted.closed += (record as unknown as PackRow).ids.length;
  });
  return counted;
}

export async function counters(account: Account): Promise<CounterTimes> {
  const client = await (await prepare(account))();
  await until(client.queries.status(), isWhole);
  const startedAt = performance.now();
  let counted = await until(client.queries.counters(), () => true);
  for (let n = 1; n < ROUNDS; n += 1) counted = await until(client.queries.counters(), () => true);
  const counterMs = (performance.now() - startedAt) / ROUNDS;
  const scanStartedAt = performance.now();
  const scanned = await recount(client.session.operator.id);
  const scanMs = performance.now() - scanStartedAt;
  await client.close();
  const equal = LISTS.every((list) => counted[list] === scanned[list]);
  return { counterMs, scanMs, equal, dialogs: counted.all + counted.closed };
}
