import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { conditionsOf, NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { clientPart, dialogPart, type TableRow } from '#shared/domain/table-row.ts';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { until } from '#tests/support/fake-hub/replica.ts';
import { packWithout, readPack } from '../../db/archive.ts';
import { evictOldest } from '../../sync/tidy.ts';
import { Indexer } from '../indexer.ts';
import { SearchIndex } from '../search-index.ts';
import { openInMemory } from '../sqlite.ts';
import { LinesOfReplica } from './follow.ts';
import { TableIndex } from './table-index.ts';

/** The table of everything over a replica of six archived dialogs and an open one; the hub has told of all of them. */
async function open() {
  const desk = new EngineDesk();
  desk.finished(6);
  desk.model.clientWrites(99, 1, 'and this one is open');
  await desk.start();
  const { db } = desk;
  const index = new SearchIndex(await openInMemory());
  const lines = new LinesOfReplica(db, index, { onChange: () => undefined, gatherMs: 1 });
  const table = new TableIndex(lines, index);
  const indexer = new Indexer(db, index, {
    calmMs: 0,
    gatherMs: 1,
    onProgress: ({ done, total }) => done === total && lines.indexed(),
    onFailure: (error) => console.error(error),
  });
  await lines.ready();
  indexer.start();
  const rows = desk.model.visibleTo(desk.me).map(({ id }): TableRow => {
    const { dialog, contact } = desk.model.bundle(id);
    return { ...dialogPart(dialog), ...clientPart(contact) };
  });
  const since = Date.now();
  const seen = async (from = since): Promise<number> => {
    const guests = { key: 'hub', since: from, rows };
    const conditions = conditionsOf(NO_FILTER, desk.me, 0);
    const part = { offset: 0, limit: 50, laid: [], guests, find: [] };
    const answer = await table.ask({ conditions, sort: FIRST_SORT, ...part });
    return answer.kind === 'lines' ? answer.total : -1;
  };
  /** Lines that lie here, guests aside. */
  const isHere = (id: Id) => lines.lines.has(id);
  await until('all is in the table', () => lines.lines.size === 7);
  const close = async () => {
    await indexer.stop();
    await lines.stop();
    index.close();
    await desk.close();
  };
  return { desk, db, seen, isHere, close, lines };
}

test('a dialog that leaves the scope is out of the table of everything, whatever the hub said of it before', async () => {
  const { desk, seen, isHere, close } = await open();
  const going = [...desk.model.dialogs.keys()].at(-1) ?? '';
  expect([isHere(going), await seen()]).toEqual([true, 7]);
  desk.model.moveToLine(going, 2);
  await until('it has left', () => !isHere(going));
  expect(await seen()).toBe(6);
  // Asked later, the hub knows better than what is here.
  expect(await seen(Date.now() + 1)).toBe(7);
  await close();
});

test('a dialog that is taken out of its pack is out of it too; one that goes for want of room stays as a line of the hub', async () => {
  const { db, seen, isHere, close, lines } = await open();
  const packs = await db.archive.orderBy('[newest+name]').toArray();
  const pack = packs.findLast(({ ids }) => ids.length > 1);
  const going = pack && readPack(pack)[0]?.dialog.id;
  const rest = pack && packWithout(pack, new Set([going ?? '']));
  if (!pack || going === undefined || !rest) throw new Error('a pack of several');
  await db.transaction('rw', db.archive, async () => {
    await db.archive.delete([pack.newest, pack.name]);
    await db.archive.put(rest);
  });
  await until('it has left', () => !isHere(going));
  expect(await seen()).toBe(6);
  while (await evictOldest(db, 0));
  await until('the archive has left', () => lines.lines.size === 1);
  expect(await seen()).toBe(6);
  await close();
});
