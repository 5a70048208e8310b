import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Id } from '#shared/domain/ids.ts';
import { conditionsOf, NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { clientPart, dialogPart } from '#shared/domain/table-row.ts';
import type { Message } from '#shared/domain/message.ts';
import { HubModel, operatorId } from '#tests/support/fake-hub/model.ts';
import { Chance, FakeNetwork } from '#tests/support/fake-hub/network.ts';
import { fastEngine, isCaughtUp, storedMessages, until } from '#tests/support/fake-hub/replica.ts';
import { FakeHub } from '#tests/support/fake-hub/server.ts';
import { parseQuery } from '#shared/lib/search-query.ts';
import type { Contact } from '#shared/domain/contact.ts';
import { readPack } from '../db/archive.ts';
import { createActions } from '../intents/actions.ts';
import { countUnconfirmed } from '../queries/outbox-views.ts';
import { ReplicaDb } from '../db/database.ts';
import { pageRow, readPage } from '../db/pages.ts';
import type { SyncEngine } from '../sync/engine.ts';
import { LinesOfReplica } from './table/follow.ts';
import { TableIndex } from './table/table-index.ts';
import { detach } from '#shared/lib/detach.ts';
import { Indexer } from './indexer.ts';
import { SearchIndex } from './search-index.ts';
import { openInMemory } from './sqlite.ts';
import { RebuildNeeded } from './work.ts';

/**
 * A real sync engine writes a replica, as a hub with moving dialogs and changing rights makes it; the index follows, with and without
 * restarts. At any rest it holds exactly what the replica holds.
 */

let count = 0;

class Follower {
  readonly model: HubModel;
  readonly hub: FakeHub;
  readonly db: ReplicaDb;
  readonly engine: SyncEngine;
  readonly index: SearchIndex;
  readonly failures: unknown[] = [];
  readonly lines: LinesOfReplica;
  indexer: Indexer;

  private constructor(model: HubModel, index: SearchIndex) {
    this.model = model;
    this.hub = new FakeHub(model);
    this.hub.tokens.set('anna', operatorId(1));
    this.db = new ReplicaDb(`search ${(count += 1)}`);
    const network = new FakeNetwork(this.hub, new Chance(count));
    this.engine = fastEngine(this.db, operatorId(1), 'anna', network);
    this.engine.start();
    this.index = index;
    this.lines = new LinesOfReplica(this.db, index, { onChange: () => undefined, gatherMs: 1 });
    detach(this.lines.ready(), (error) => this.failures.push(error));
    this.indexer = this.startIndexer();
  }

  static async start(): Promise<Follower> {
    const model = new HubModel();
    model.addOperator(1, 'operator', [1]);
    return new Follower(model, new SearchIndex(await openInMemory()));
  }

  startIndexer(): Indexer {
    const indexer = new Indexer(this.db, this.index, {
      calmMs: 0,
      gatherMs: 1,
      onProgress: ({ done, total }) => done === total && this.lines.indexed(),
      onFailure: (error) => this.failures.push(error),
    });
    indexer.start();
    return indexer;
  }

  async rest(): Promise<void> {
    // What is still on its way out would come back while one looks.
    await until('own deeds are answered', async () => (await countUnconfirmed(this.db)) === 0);
    await until('the replica has caught up', () => isCaughtUp(this.db, this.model));
    await this.indexer.settled();
    await this.lines.settled();
    expect(this.failures).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.indexer.stop();
    await this.lines.stop();
    await this.engine.stop();
    this.index.close();
    this.db.close();
  }
}

/** Every message that is in the index, and every one in the replica that has a text. */
async function both({ db, index }: Follower): Promise<{ indexed: string[]; stored: string[] }> {
  const query = parseQuery('says');
  if (!query) throw new Error('no query');
  const indexed: string[] = [];
  for (let before: number | null = null, more = true; more;) {
    const found = index.findMessages(query, 50, before);
    indexed.push(...found.messages.map((one) => `${one.dialogId} ${one.seq} ${one.text}`));
    before = found.next;
    more = before !== null;
  }
  const stored = await db.transaction('r', db.tables, async () => {
    const texts: string[] = [];
    for (const { id } of await db.dialogs.toArray())
      for (const { seq, body } of await storedMessages(db, id))
        if (body.kind === 'text') texts.push(`${id} ${seq} ${body.text}`);
    for (const { dialog, page } of (await db.archive.toArray()).flatMap(readPack))
      for (const { seq, body } of page.messages)
        if (body.kind === 'text') texts.push(`${dialog.id} ${seq} ${body.text}`);
    return texts;
  });
  return { indexed: indexed.toSorted(), stored: stored.toSorted() };
}

async function expectSame(follower: Follower): Promise<void> {
  const { indexed, stored } = await both(follower);
  expect(indexed).toEqual(stored);
  expect(follower.index.messageCount()).toBe(stored.length);
  const { db } = follower;
  const { archived, ids, rows } = await db.transaction('r', db.tables, async () => ({
    archived: (await db.archive.toArray()).flatMap(readPack),
    ids: await db.dialogs.toCollection().primaryKeys(),
    rows: await db.contacts.toArray(),
  }));
  expect(new Set(follower.index.marks().keys())).toEqual(
    new Set([...ids, ...archived.map(({ dialog }) => dialog.id)]),
  );
  // A row of a client is newer than his copies in packs.
  const contacts = [...archived.map(({ contact }) => contact), ...rows];
  const newest = new Map<Id, Contact>();
  for (const contact of contacts)
    if ((newest.get(contact.id)?.rev ?? 0) <= contact.rev) newest.set(contact.id, contact);
  for (const { id, name } of newest.values()) expect(follower.index.contact(id)?.name).toBe(name);
  expect(new Set(follower.index.contactRevs().keys())).toEqual(new Set(newest.keys()));
  await expectSameLines(follower, archived, newest);
}

/** The table has a line for every dialog, as it is, with its client. */
async function expectSameLines(
  { db, index, lines }: Follower,
  archived: readonly DialogBundle[],
  clients: ReadonlyMap<Id, Contact>,
): Promise<void> {
  const rows = (await db.dialogs.toArray()).map(({ dialog }) => dialog);
  const inRows = new Set(rows.map(({ id }) => id));
  const dialogs = [...rows, ...archived.map(({ dialog }) => dialog).filter(({ id }) => !inRows.has(id))];
  const expected = dialogs.map((dialog) => {
    const client = clients.get(dialog.contactId);
    return { ...dialogPart(dialog), ...(client && clientPart(client)) };
  });
  const conditions = conditionsOf(NO_FILTER, operatorId(1), 0);
  const part = { offset: 0, limit: 500, laid: [], guests: null, find: [] };
  const answer = await new TableIndex(lines, index).ask({ conditions, sort: FIRST_SORT, ...part });
  const found = answer.kind === 'lines' ? answer.rows : [];
  const byId = (a: { id: Id }, b: { id: Id }): number => (a.id < b.id ? -1 : 1);
  expect(found.toSorted(byId)).toEqual(expected.toSorted(byId));
  expect(answer).toMatchObject({ total: expected.length, whole: true });
}

/** Dialogs that are finished go to the archive after a while, and come back when something happens to them. */
async function act({ db }: Follower, chance: Chance): Promise<void> {
  const dialogId = chance.pick(await db.dialogs.toCollection().primaryKeys());
  if (!dialogId) return;
  const actions = createActions({
    db,
    sendTyping: () => undefined,
    randomBytes: (length) => Uint8Array.from({ length }, () => chance.below(256)),
  });
  if (chance.happens(0.5)) await actions.answer(dialogId);
  else await actions.finish(dialogId);
}

function step(follower: Follower, chance: Chance): Promise<unknown> {
  const { model, engine } = follower;
  const dialogId: Id | undefined = chance.pick([...model.dialogs.keys()]);
  const what = chance.below(24);
  if (what < 11)
    model.clientWrites(1 + chance.below(6), 1 + chance.below(2), `client says ${chance.below(1000)}`);
  else if (what < 13) model.rename(1 + chance.below(6), `Name ${chance.below(1000)}`);
  else if (what < 15 && dialogId) model.moveToLine(dialogId, 1 + chance.below(2));
  else if (what < 16) model.setScope(operatorId(1), chance.pick([[1], [2], [1, 2]]) ?? []);
  else if (what < 17) model.trim();
  else if (what < 22) return act(follower, chance);
  else if (dialogId) return engine.loadOlder(dialogId);
  return Promise.resolve();
}

describe('the indexer', () => {
  it.each(Array.from({ length: 5 }, (_, i) => i + 1))(
    'follows everything that happens to a replica, seed %i',
    async (seed) => {
      const follower = await Follower.start();
      const chance = new Chance(seed);
      for (let round = 0; round < 4; round += 1) {
        const asleep = chance.happens(0.5);
        if (asleep) await follower.indexer.stop();
        for (let i = 0; i < 25; i += 1) {
          await step(follower, chance);
          if (chance.happens(0.3)) await new Promise((resolve) => setImmediate(resolve));
        }
        if (asleep) {
          await until('the replica has caught up', () => isCaughtUp(follower.db, follower.model));
          follower.indexer = follower.startIndexer();
        }
        await follower.rest();
        await expectSame(follower);
      }
      await follower.stop();
    },
    120_000,
  );

  it('follows a text that was changed, while it looks and while it sleeps', async () => {
    const follower = await Follower.start();
    await follower.rest();
    for (let i = 0; i < 12; i += 1) follower.model.clientWrites(1, 1, `client says ${i}`);
    await follower.rest();
    const { db } = follower;
    const change = async (text: string): Promise<void> => {
      const page = await db.pages.toCollection().first();
      const messages = page && readPage(page);
      const record = page && (await db.dialogs.get(page.dialogId));
      const [first] = messages ?? [];
      if (!first || !record) throw new Error('nothing to change');
      const body: Message['body'] = { kind: 'text', text, attachments: [] };
      const changed = { ...first, body, rev: first.rev + 1 };
      await db.transaction('rw', db.pages, db.dialogs, async () => {
        await db.pages.put(pageRow(page.dialogId, [changed, ...(messages ?? []).slice(1)]));
        await db.dialogs.put({ ...record, dialog: { ...record.dialog, rev: record.dialog.rev + 1 } });
      });
    };
    await change('he says otherwise');
    await follower.indexer.settled();
    await expectSame(follower);
    await follower.indexer.stop();
    await change('he says something else again');
    follower.indexer = follower.startIndexer();
    await follower.indexer.settled();
    await expectSame(follower);
    await follower.stop();
  });

  it('does nothing when nothing changed between two starts', async () => {
    const follower = await Follower.start();
    for (let i = 1; i < 6; i += 1) follower.model.clientWrites(i, 1, `client says ${i}`);
    await follower.rest();
    await follower.indexer.stop();
    const work: number[] = [];
    const again = new Indexer(follower.db, follower.index, {
      calmMs: 0,
      gatherMs: 1,
      onProgress: ({ total }) => work.push(total),
      onFailure: (error) => follower.failures.push(error),
    });
    again.start();
    await again.settled();
    expect(work.every((total) => total === 0)).toBe(true);
    await again.stop();
    await follower.stop();
  });

  it('merges at the next start what it could not merge before', async () => {
    const follower = await Follower.start();
    for (let i = 0; i < 12; i += 1) {
      follower.model.clientWrites(1, 1, `client says ${i}`);
      await follower.rest();
    }
    await follower.indexer.stop();
    expect(follower.index.listCount()).toBeGreaterThan(1);
    follower.index.putOffMerging();
    follower.indexer = follower.startIndexer();
    await follower.rest();
    expect(follower.index.isMergeDue).toBe(false);
    expect(follower.index.listCount()).toBe(1);
    await expectSame(follower);
    await follower.stop();
  });

  it('asks for a new index when most of it has gone', async () => {
    const follower = await Follower.start();
    await follower.rest();
    for (let i = 1; i <= 60; i += 1) follower.model.clientWrites(i, 1, `client says ${i}`);
    await follower.rest();
    expect(follower.index.messageCount()).toBe(60);
    follower.model.setScope(operatorId(1), [2]);
    await until('it has noticed', () => follower.failures.length > 0);
    expect(follower.failures[0]).toBeInstanceOf(RebuildNeeded);
    await follower.stop();
  });

  it('says when the index cannot be written any more, and ends quietly when the replica closes', async () => {
    const follower = await Follower.start();
    follower.model.clientWrites(1, 1, 'client says hello');
    await follower.rest();
    follower.index.close();
    follower.model.clientWrites(1, 1, 'client says more');
    await until('it has failed', () => follower.failures.length > 0);
    expect(follower.failures).toHaveLength(1);
    await follower.engine.stop();
    follower.db.close();
  });
});
