import { expect } from 'vitest';
import type { ReplicaDb } from '#renderer/data/db/database.ts';
import { SyncEngine, type EngineOptions } from '#renderer/data/sync/engine.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS, listsOf } from '#shared/domain/lists.ts';
import { readSyncMeta } from '#renderer/data/sync/sync-meta.ts';
import type { HubModel } from './model.ts';
import type { FakeNetwork } from './network.ts';

/** Milliseconds; far beyond what anything here takes, so that a hang fails with words instead of a timeout. */
const PATIENCE_MS = 20_000;

/** Waits until something is so, looking between turns of the event loop. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Sync with times so short that tests do not wait. */
export function fastEngine(
  db: ReplicaDb,
  me: Id,
  token: string,
  network: FakeNetwork,
  more: Partial<EngineOptions> = {},
): SyncEngine {
  return new SyncEngine({
    db,
    hubOrigin: 'http://hub.test',
    token,
    me,
    fetch: network.fetch,
    openSocket: network.openSocket,
    random: () => 0.5,
    backoff: { baseMs: 1, maxMs: 4 },
    heartbeatMs: 1_000,
    ...more,
  });
}

/** Holds at any moment, whatever is on its way: counters equal a recount, coverage has no holes. */
export async function expectSound(db: ReplicaDb, me: Id): Promise<void> {
  const seen = await db.transaction('r', db.tables, async () => ({
    dialogs: await db.dialogs.toArray(),
    counters: await db.counters.toArray(),
    coverage: await db.coverage.toArray(),
    messages: await db.messages.toArray(),
  }));
  const counted = Object.fromEntries(seen.counters.map((row) => [row.list, row.count]));
  for (const list of LISTS) {
    const recount = seen.dialogs.filter((record) => listsOf(record.dialog, me).has(list));
    expect(counted[list] ?? 0, `counter of ${list}`).toBe(recount.length);
    for (const { lists } of recount) expect(lists[list]).toBeDefined();
  }
  const keys = new Set(seen.messages.map((message) => `${message.dialogId}/${message.seq}`));
  const here = new Set(seen.dialogs.map((record) => record.id));
  for (const { dialogId, from, to } of seen.coverage) {
    expect(here.has(dialogId), 'coverage of a dialog that is not here').toBe(true);
    for (let seq = from; seq <= to; seq += 1) expect(keys.has(`${dialogId}/${seq}`)).toBe(true);
  }
  for (const message of seen.messages) expect(here.has(message.dialogId)).toBe(true);
}

/** Whether the replica stands where the hub stands. */
export async function isCaughtUp(db: ReplicaDb, model: HubModel): Promise<boolean> {
  const meta = await readSyncMeta(db);
  const hub = model.cursor();
  return !meta.outdated && !meta.snapshot && meta.cursor?.epoch === hub.epoch && meta.cursor.xid === hub.xid;
}

/** Nothing more and nothing less than what the hub would show, and every known message as it is there. */
export async function expectTruth(db: ReplicaDb, model: HubModel, me: Id): Promise<void> {
  await expectSound(db, me);
  const truth = model.visibleTo(me);
  const records = await db.dialogs.toArray();
  const byId = <T extends { id: Id }>(rows: readonly T[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(byId(records.map((record) => record.dialog))).toEqual(byId(truth));
  const contactIds = new Set(truth.map((dialog) => dialog.contactId));
  const contacts = [...model.contacts.values()].filter((contact) => contactIds.has(contact.id));
  expect(byId(await db.contacts.toArray())).toEqual(byId(contacts));
  for (const dialog of truth) {
    const coverage = await db.coverage.get(dialog.id);
    const all = model.messages.get(dialog.id) ?? [];
    expect(coverage?.to ?? 0, `end of ${dialog.id}`).toBe(dialog.lastSeq);
    const known = await db.messages
      .where('[dialogId+seq]')
      .between([dialog.id, coverage?.from ?? 0], [dialog.id, coverage?.to ?? 0], true, true)
      .toArray();
    expect(known).toEqual(all.slice((coverage?.from ?? 1) - 1));
  }
}
