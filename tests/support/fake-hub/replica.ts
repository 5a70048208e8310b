import { expect } from 'vitest';
import type { ReplicaDb } from '#renderer/data/db/database.ts';
import { readPack } from '#renderer/data/db/archive.ts';
import { pagesBetween, readPage, type Layout } from '#renderer/data/db/pages.ts';
import { SyncEngine, type EngineOptions } from '#renderer/data/sync/engine.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { DirectoryRow } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS, listsOf } from '#shared/domain/lists.ts';
import { readArchivePlace } from '#renderer/data/sync/archive-store.ts';
import { readSyncMeta } from '#renderer/data/sync/sync-meta.ts';
import type { Message } from '#shared/domain/message.ts';
import type { ReplySlot } from '#shared/domain/quick-reply.ts';
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
    layout: SMALL_LAYOUT,
    ...more,
  });
}

/** Transcripts laid out so that short talks already fill pages. */
export const SMALL_LAYOUT: Layout = { page: 3, packAt: 5, keep: 2, bulk: 3, settled: { ms: 20, dialogs: 3 } };

/** Holds at any moment, whatever is on its way: counters equal a recount, transcripts are whole where they are known. */
export async function expectSound(db: ReplicaDb, me: Id): Promise<void> {
  const seen = await db.transaction('r', db.tables, async () => ({
    dialogs: await db.dialogs.toArray(),
    counters: await db.counters.toArray(),
    contacts: await db.contacts.toArray(),
    pages: await db.pages.toArray(),
    messages: await db.messages.toArray(),
    packs: await db.archive.toArray(),
  }));
  const counted = Object.fromEntries(seen.counters.map((row) => [row.list, row.count]));
  for (const list of LISTS) {
    const recount = seen.dialogs.filter((record) => listsOf(record.dialog, me).has(list));
    expect(counted[list] ?? 0, `counter of ${list}`).toBe(recount.length);
    for (const { lists } of recount) expect(lists[list]).toBeDefined();
  }
  const archived = seen.packs.flatMap(readPack);
  expect(counted['archived'] ?? 0, 'counter of the archive').toBe(archived.length);
  for (const pack of seen.packs) {
    const bundles = readPack(pack);
    expect(bundles.map(({ dialog }) => dialog.id)).toEqual(pack.ids);
    expect(new Set(bundles.map(({ contact }) => contact.id))).toEqual(new Set(pack.contactIds));
    for (const { dialog } of bundles) expect(dialog.lastActivityAt).toBeLessThanOrEqual(pack.newest);
  }
  const ids = [...seen.dialogs.map((record) => record.id), ...archived.map(({ dialog }) => dialog.id)];
  expect(new Set(ids).size, 'a dialog in two places').toBe(ids.length);
  const housed = new Set([
    ...seen.dialogs.map((record) => record.contactId),
    ...archived.map(({ contact }) => contact.id),
  ]);
  for (const contact of seen.contacts) expect(housed.has(contact.id), 'a client without a dialog').toBe(true);
  // What lies there is exactly what is said to be known: not a row less, and not one more.
  const stored: Record<Id, { rows: number[]; pages: number[] }> = {};
  const of = (id: Id) => (stored[id] ??= { rows: [], pages: [] });
  for (const message of seen.messages) of(message.dialogId).rows.push(message.seq);
  for (const page of seen.pages) {
    const messages = readPage(page) ?? [];
    of(page.dialogId).pages.push(...messages.map((message) => message.seq));
  }
  const expected: typeof stored = {};
  for (const { id, known } of seen.dialogs)
    if (known) expected[id] = { rows: run(known.tail, known.to), pages: run(known.from, known.tail - 1) };
  expect(stored).toEqual(expected);
}

function run(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/** Talks of the team that the person sees, his marks, and every known message; nothing of any other talk, nothing out of place. */
async function expectTeam(db: ReplicaDb, model: HubModel, me: Id): Promise<void> {
  const records = await db.talks.toArray();
  const byId = (a: { id: Id }, b: { id: Id }): number => (a.id < b.id ? -1 : 1);
  const truth = model.team.visibleTo(model.scopeOf(me)).toSorted(byId);
  expect(records.map(({ talk }) => talk).toSorted(byId), 'talks').toEqual(truth);
  const expected: Message[] = [];
  for (const { id, talk, mark, known } of records) {
    expect(mark, `mark of ${id}`).toEqual(model.team.mark(me, id));
    if (!known) continue;
    expect(known.to, `end of talk ${id}`).toBe(talk.lastSeq);
    expected.push(...(model.team.messages.get(id) ?? []).slice(known.from - 1));
  }
  const place = ({ dialogId, seq }: Message): string => `${dialogId} ${String(seq).padStart(6, '0')}`;
  const sorted = (all: readonly Message[]): Message[] =>
    all.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  expect(sorted(await db.talkMessages.toArray()), 'messages of the team').toEqual(sorted(expected));
}

/** Every message that is here of a dialog, pages and rows together. */
export async function storedMessages(db: ReplicaDb, dialogId: Id): Promise<Message[]> {
  const pages = await pagesBetween(db, dialogId, 0, Infinity);
  const rows = await db.messages
    .where('[dialogId+seq]')
    .between([dialogId, 0], [dialogId, Infinity])
    .toArray();
  return [...pages.flatMap((page) => readPage(page) ?? []), ...rows];
}

/** Whether the replica stands where the hub stands. */
export async function isCaughtUp(db: ReplicaDb, model: HubModel): Promise<boolean> {
  const meta = await readSyncMeta(db);
  const hub = model.cursor();
  if ((await readArchivePlace(db)).next !== null) return false;
  return !meta.outdated && !meta.snapshot && meta.cursor?.epoch === hub.epoch && meta.cursor.xid === hub.xid;
}

/** Nothing more and nothing less than what the hub would show, and every known message as it is there. */
export async function expectTruth(db: ReplicaDb, model: HubModel, me: Id): Promise<void> {
  await expectSound(db, me);
  await expectTeam(db, model, me);
  const truth = model.visibleTo(me);
  const records = await db.dialogs.toArray();
  const archived = (await db.archive.toArray()).flatMap(readPack);
  const byId = <T extends { id: Id }>(rows: readonly T[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const dialogs = [...records.map((record) => record.dialog), ...archived.map(({ dialog }) => dialog)];
  expect(byId(dialogs)).toEqual(byId(truth));
  const rows = (await db.contacts.toArray()).map(({ reach: _reach, ...contact }): Contact => contact);
  const contacts = new Map(rows.map((contact) => [contact.id, contact]));
  for (const { contact } of archived) {
    const known = contacts.get(contact.id);
    if (!known || known.rev < contact.rev) contacts.set(contact.id, contact);
  }
  const contactIds = new Set(truth.map((dialog) => dialog.contactId));
  expect(byId([...contacts.values()])).toEqual(
    byId([...model.contacts.values()].filter((contact) => contactIds.has(contact.id))),
  );
  expect(byId((await db.quickReplies.toArray()).filter((reply) => !reply.deleted))).toEqual(
    model.replies.visibleTo(model.scopeOf(me)),
  );
  const entries = (all: readonly DirectoryRow[]) =>
    all
      .map(({ kind, row }) => ({ place: `${kind} ${row.id}`, row }))
      .toSorted((a, b) => (a.place < b.place ? -1 : 1));
  expect(entries(await db.directory.toArray()), 'directory').toEqual(entries(model.directory(me)));
  const bySlot = (slots: readonly ReplySlot[]) => slots.toSorted((a, b) => a.slot - b.slot);
  expect(bySlot(await db.replySlots.toArray())).toEqual(bySlot(model.replies.slotsOf(me)));
  for (const { id, known, dialog } of records) {
    const all = model.messages.get(id) ?? [];
    expect(known?.to ?? 0, `end of ${id}`).toBe(dialog.lastSeq);
    expect(await storedMessages(db, id)).toEqual(all.slice((known?.from ?? 1) - 1));
  }
  for (const { dialog, page } of archived) {
    const all = model.messages.get(dialog.id) ?? [];
    expect(page.messages, `end of ${dialog.id}`).toEqual(all.slice(-page.messages.length));
  }
}
