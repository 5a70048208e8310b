import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { laneOf, type Intent, type IntentName } from '#shared/intents/all.ts';
import { REPEAT_DAYS } from '#shared/domain/repeat.ts';
import type { ReplicaDb } from '../db/database.ts';
import { wasDamaged } from '../db/outbox-row.ts';
import type { Failing, OutboxRow, OutboxState } from '../db/rows.ts';
import { readEntry, salvage, type OutboxEntry } from '../db/outbox-entry.ts';
import { followersOf, isUnsent, nextBatch, type BatchLimits } from './next-batch.ts';
import { failedAgain, isHopeless } from './patience.ts';

/**
 * What the person did and the hub has not confirmed. Durable; the only rows of the database that exist nowhere else, so
 * no healing, no eviction and no sign-out by expiry touches them.
 *
 *   waiting → sending → confirmed → (gone, once the replica has the effect)
 *      ↑         ├────→ refused ──→ (gone, once the person has seen it)
 *      └─────────┘ no answer: unknown outcome, sent again
 *                ├────→ failed, a dead letter: retried or discarded by the person; at once, or when the hub has failed at it for long
 *                └────→ unanswered for so long that the hub may have forgotten its answer: the same
 */

/** What the hub answered to one intent. */
export type Outcome =
  | { kind: 'done'; id: Id; position: Cursor }
  | { kind: 'refused'; id: Id; refusal: Refusal }
  /** The hub cannot take it as it is, and repeating will not help. */
  | { kind: 'rejected'; id: Id; reason: string };

/** Stores an intent. It is done, as far as the person is concerned, when this resolves. */
export async function addIntent(db: ReplicaDb, intent: Intent): Promise<void> {
  await db.outbox.add({
    id: intent.id,
    dialogId: laneOf(intent),
    payload: intent,
    state: { kind: 'waiting' },
    attempts: 0,
  });
}

/** Stores an intent in the place of those of its kind and lane that have never left. In a transaction. */
export async function replaceUnsent(db: ReplicaDb, intent: Intent): Promise<void> {
  const rows = await db.outbox.where('dialogId').equals(laneOf(intent)).toArray();
  const unsent = rows.filter((row) => {
    const read = isUntouched(row) ? readEntry(row) : null;
    return read?.ok === true && read.entry.intent.name === intent.name;
  });
  await db.outbox.bulkDelete(unsent.map((row) => row.n));
  await addIntent(db, intent);
}

/**
 * Drops the newest of a lane if it is of that kind and has never left: then nothing is to be told to anybody. In a transaction.
 * @returns whether it was so
 */
export async function dropUnsent(db: ReplicaDb, lane: string, name: IntentName): Promise<boolean> {
  const rows = await db.outbox.where('dialogId').equals(lane).sortBy('n');
  const last = rows.at(-1);
  if (!last || !isUntouched(last)) return false;
  const read = readEntry(last);
  if (!read.ok || read.entry.intent.name !== name) return false;
  await db.outbox.delete(last.n);
  return true;
}

/** After a start nobody is sending: what was on its way has an unknown outcome and goes again. Damaged rows are stored as mended. */
export async function recoverOutbox(db: ReplicaDb): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const rows = await db.outbox.orderBy('n').toArray();
    const mended = rows.filter(wasDamaged);
    if (mended.length > 0) await db.outbox.bulkPut(mended);
    await setStates(
      db,
      rows.flatMap((row) =>
        row.state.kind === 'sending' ? [{ row, state: { kind: 'waiting' } as const }] : [],
      ),
    );
  });
}

const REPEAT_MS = REPEAT_DAYS * 24 * 3600 * 1000;
const NONE: ReadonlySet<Id> = new Set();

/**
 * Takes the next entries to send and marks them. Rows that cannot be read become dead letters here, before anything of
 * them runs, and those that were never answered for too long wait for the person.
 * @param held those to be left alone for a while, and what follows them in their lanes
 */
export async function takeBatch(
  db: ReplicaDb,
  limits: BatchLimits,
  now: Timestamp,
  held: ReadonlySet<Id> = NONE,
): Promise<OutboxEntry[]> {
  return db.transaction('rw', db.outbox, db.uploads, async () => {
    const rows = await db.outbox.orderBy('n').toArray();
    const uploads = await readUploadStates(db);
    const entries: OutboxEntry[] = [];
    for (const row of rows) {
      const read = readEntry(row);
      if (!read.ok) {
        if (row.state.kind !== 'failed')
          await putState(db, row, { kind: 'failed', reason: read.reason, unreadable: true, at: now });
      } else if (isLeftUnanswered(row, read.entry, now)) {
        await putState(db, row, { kind: 'unanswered', at: now });
      } else if (isUnsent(read.entry) && uploads.failed.has(row.id)) {
        await putState(db, row, {
          kind: 'failed',
          reason: 'a file could not be sent',
          unreadable: false,
          at: now,
        });
      } else entries.push(read.entry);
    }
    const failing = rows.flatMap((row) => (row.failing === undefined ? [] : [row.id]));
    const waiting = [...uploads.waiting, ...held];
    const sound = nextBatch(entries, limits, new Set([...waiting, ...failing]));
    // What the hub has failed at goes when there is nothing else, and alone: it would take others with it.
    const batch =
      sound.length > 0 ? sound : nextBatch(entries, { ...limits, maxIntents: 1 }, new Set(waiting));
    const chosen = new Set(batch.map((entry) => entry.n));
    const taken = rows.filter((row) => chosen.has(row.n));
    // Writing nothing is a write too for those who watch the outbox, and one of them is the caller: it would never rest.
    if (taken.length > 0)
      await db.outbox.bulkPut(
        taken.map((row) => ({
          ...row,
          state: { kind: 'sending' },
          attempts: row.attempts + 1,
          sentAt: row.sentAt ?? now,
        })),
      );
    return batch;
  });
}

/** Messages whose files are not all there, and those of which one cannot be sent. */
async function readUploadStates(db: ReplicaDb): Promise<Record<'waiting' | 'failed', Set<Id>>> {
  const states = { waiting: new Set<Id>(), failed: new Set<Id>() };
  await db.uploads.each(({ messageId, state }) => {
    if (messageId !== null && state.kind !== 'done') states[state.kind].add(messageId);
  });
  return states;
}

/** The hub may have done it and forgotten so: sent once more, it could be done twice. */
function isLeftUnanswered(row: OutboxRow, { intent, state, attempts }: OutboxEntry, now: Timestamp): boolean {
  const unsent = state.kind === 'waiting' || state.kind === 'sending';
  return unsent && attempts > 0 && now - (row.sentAt ?? intent.at) > REPEAT_MS;
}

/** No answer came: whether the hub did it is unknown, so it goes again, under the same ids. */
export async function returnBatch(db: ReplicaDb, ids: readonly Id[]): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const rows = await rowsOf(db, ids);
    await setStates(
      db,
      rows.flatMap((row) =>
        row.state.kind === 'sending' ? [{ row, state: { kind: 'waiting' } as const }] : [],
      ),
    );
  });
}

/**
 * The hub failed at one of them: it goes again, and others meanwhile.
 * @returns how often now; null when it is for the person to decide, it and what counts on it (or when it is not there)
 */
export async function recordFailure(
  db: ReplicaDb,
  id: Id,
  failure: { reason: string; hopeless: boolean },
  now: Timestamp,
): Promise<Failing | null> {
  return db.transaction('rw', db.outbox, async () => {
    const [row] = await rowsOf(db, [id]);
    if (row?.state.kind !== 'sending') return null;
    const failing = failedAgain(row.failing ?? null, now);
    const again: OutboxRow = { ...row, state: { kind: 'waiting' }, failing };
    await db.outbox.put(again);
    if (!failure.hopeless || !isHopeless(failing, now)) return failing;
    await recordOutcomes(db, [{ kind: 'rejected', id, reason: failure.reason }], () => false, now);
    return null;
  });
}

/**
 * Records answers. `covered` says whether the replica already has the effects of a position: then the entry is finished,
 * otherwise its effect stays laid over the replica until sync gets there.
 * Must run in a transaction that also reads the cursor behind `covered`.
 */
export async function recordOutcomes(
  db: ReplicaDb,
  outcomes: readonly Outcome[],
  covered: (position: Cursor) => boolean,
  now: Timestamp,
): Promise<void> {
  const rows = await rowsOf(
    db,
    outcomes.map((outcome) => outcome.id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const outcome of outcomes) {
    const row = byId.get(outcome.id);
    if (!row || row.state.kind === 'refused') continue;
    if (outcome.kind === 'done' && covered(outcome.position)) await db.outbox.delete(row.n);
    else await putState(db, row, stateAfter(outcome, now));
    if (outcome.kind !== 'done') await setFollowers(db, row, stateAfter(outcome, now));
  }
}

function stateAfter(outcome: Outcome, now: Timestamp): OutboxState {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'confirmed', position: outcome.position };
    case 'refused':
      return { kind: 'refused', refusal: outcome.refusal, at: now };
    case 'rejected':
      return { kind: 'failed', reason: outcome.reason, unreadable: false, at: now };
    default:
      return exhaustive(outcome, 'outcome of an intent');
  }
}

/** What counted on it waits for the person with it, for the same reason. */
async function setFollowers(db: ReplicaDb, row: OutboxRow, state: OutboxState): Promise<void> {
  const refused = readEntry(row);
  if (!refused.ok) return;
  const later = await db.outbox.where('dialogId').equals(row.dialogId).toArray();
  const entries = later.map(readEntry).flatMap((read) => (read.ok ? [read.entry] : []));
  const falling = new Set(followersOf(refused.entry, entries).map((entry) => entry.n));
  await setStates(
    db,
    later.filter((other) => falling.has(other.n)).map((other) => ({ row: other, state })),
  );
}

/**
 * Drops what the replica now has. Called by sync inside the transaction that moves the cursor, so that the pending effect
 * goes in the very moment the real one is there.
 */
export async function removeCovered(db: ReplicaDb, covered: (position: Cursor) => boolean): Promise<void> {
  const rows = await db.outbox.toArray();
  const done = rows.filter((row) => row.state.kind === 'confirmed' && covered(row.state.position));
  if (done.length > 0) await db.outbox.bulkDelete(done.map((row) => row.n));
}

/**
 * The hub began another life (restored from a backup): what it confirmed in its former one may be lost there. Sent again,
 * it answers what it still knows and does what it forgot.
 */
export async function resendForEpoch(db: ReplicaDb, epoch: string): Promise<void> {
  const rows = await db.outbox.toArray();
  await setStates(
    db,
    rows.flatMap((row) =>
      row.state.kind === 'confirmed' && row.state.position.epoch !== epoch
        ? [{ row, state: { kind: 'waiting' } as const }]
        : [],
    ),
  );
}

/** Sends a dead letter, or what was never answered, once more, as the person asks. */
export async function retryIntent(db: ReplicaDb, id: Id, now: Timestamp): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const row = await db.outbox.where('id').equals(id).first();
    if (row?.state.kind !== 'failed' && row?.state.kind !== 'unanswered') return;
    const { failing: _, ...rest } = row;
    await db.outbox.put({ ...rest, state: { kind: 'waiting' }, sentAt: now });
  });
}

/**
 * Takes an intent back: a refused or failed one, or one that never left this machine. One whose outcome is unknown stays,
 * because the hub may have done it.
 * @returns its text, to be edited; null when it has none or stays.
 */
export async function discardIntent(db: ReplicaDb, id: Id): Promise<string | null> {
  return db.transaction('rw', db.outbox, async () => {
    const row = await db.outbox.where('id').equals(id).first();
    if (!row || !mayDiscard(row)) return null;
    await db.outbox.delete(row.n);
    return salvage(row.payload).text;
  });
}

function mayDiscard(row: OutboxRow): boolean {
  const kind = row.state.kind;
  return kind === 'refused' || kind === 'failed' || kind === 'unanswered' || isUntouched(row);
}

/** It has never left this machine. */
function isUntouched({ state, attempts }: OutboxRow): boolean {
  return state.kind === 'waiting' && attempts === 0;
}

function rowsOf(db: ReplicaDb, ids: readonly Id[]): Promise<OutboxRow[]> {
  return db.outbox.where('id').anyOf(ids).toArray();
}

function putState(db: ReplicaDb, row: OutboxRow, state: OutboxState): PromiseLike<unknown> {
  return db.outbox.put({ ...row, state });
}

async function setStates(db: ReplicaDb, changes: { row: OutboxRow; state: OutboxState }[]): Promise<void> {
  if (changes.length > 0) await db.outbox.bulkPut(changes.map(({ row, state }) => ({ ...row, state })));
}
