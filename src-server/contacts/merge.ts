/** Two clients become one, and are taken apart again (docs/decisions/032). */
import { sql } from 'kysely';
import type { Contact } from '#shared/domain/contact.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Scope } from '#shared/domain/scope.ts';
import type { OnPair } from '#shared/intents/all.ts';
import { applyToPair } from '#shared/intents/apply-contact.ts';
import { MAX_MERGED_DIALOGS } from '#shared/intents/contact-merge.ts';
import type { ContactContext, ContactPair } from '#shared/intents/define.ts';
import { toDialog, type DialogRow } from '../db/rows.ts';
import type { Brought } from '../db/tables.ts';
import type { Tx } from '../db/transaction.ts';
import { appendToFeed, dialogEntries } from '../feed/append.ts';
import { visible } from '../feed/scope-sql.ts';
import { currentContact, findContact, seesContact, tellContact, writeContact } from './store.ts';
import { broughtBy, restored, withoutBrought } from './brought.ts';
import { activeMerge, lockDialogsOf, mergesInto, moveIdentities, updateBrought } from './merge-rows.ts';

/** What became of it: refused, nothing to do, or written. */
export type PairOutcome = { ok: false; refusal: Refusal } | { ok: true; changed: boolean };

interface Asked {
  workspaceId: string;
  scope: Scope;
  ctx: ContactContext;
  intent: OnPair;
}

/** Under the locks of both contacts and of all their identities, before the transaction wrote anything. */
export async function carryOutPair(tx: Tx, asked: Asked): Promise<PairOutcome> {
  const { workspaceId, intent } = asked;
  const [from, into] = [
    await findContact(tx.db, workspaceId, intent.args.fromId),
    await findContact(tx.db, workspaceId, intent.args.intoId),
  ];
  if (!from || !into) return refused({ code: 'not_found' });
  return intent.name === 'contact.merge'
    ? await merge(tx, asked, { from, into })
    : await unmerge(tx, asked, { from, into });
}

const refused = (refusal: Refusal): PairOutcome => ({ ok: false, refusal });
const NOTHING: PairOutcome = { ok: true, changed: false };

async function merge(tx: Tx, asked: Asked, pair: ContactPair): Promise<PairOutcome> {
  const { workspaceId, intent } = asked;
  for (const contact of [pair.from, pair.into])
    if (!(await seesWhatBecameOf(tx, asked, contact))) return refused({ code: 'not_found' });
  const applied = applyToPair(asked.ctx, pair, intent);
  if (!applied.ok) return refused(applied.refusal);
  if (applied.pair.into === pair.into) return NOTHING;
  const dialogs = await lockDialogsOf(tx, workspaceId, pair.from.id, null, MAX_MERGED_DIALOGS);
  if (!dialogs) return refused({ code: 'too_many_dialogs', most: MAX_MERGED_DIALOGS });
  const brought = broughtBy(pair);
  await moveIdentities(tx, workspaceId, pair.into.id, brought.identities);
  await writeContact(tx, workspaceId, pair.from, applied.pair.from);
  await writeContact(tx, workspaceId, pair.into, applied.pair.into);
  await tx.db
    .insertInto('contact_merges')
    .values({
      workspace_id: workspaceId,
      id: intent.id,
      from_id: pair.from.id,
      into_id: pair.into.id,
      brought: JSON.stringify(brought),
    })
    .execute();
  const moved = await moveDialogs(tx, workspaceId, dialogs, pair.into.id);
  // Before its new dialogs: a replica keeps no dialog whose client it does not know.
  await tellContact(tx, workspaceId, pair.into.id);
  await tellDialogs(tx, workspaceId, dialogs, moved);
  return { ok: true, changed: true };
}

/** Of who was merged before, whether he sees what he became part of: ids must not be probed. */
async function seesWhatBecameOf(tx: Tx, { workspaceId, scope }: Asked, contact: Contact): Promise<boolean> {
  const now = contact.mergedInto === null ? contact : await currentContact(tx.db, workspaceId, contact.id);
  return now !== null && (await seesContact(tx.db, workspaceId, scope, now.id));
}

async function unmerge(tx: Tx, asked: Asked, pair: ContactPair): Promise<PairOutcome> {
  const { workspaceId, scope, intent } = asked;
  const current = await currentContact(tx.db, workspaceId, pair.into.id);
  if (!current || !(await seesContact(tx.db, workspaceId, scope, current.id)))
    return refused({ code: 'not_found' });
  // What it was merged into became part of another itself: that has to be taken apart first.
  if (pair.into.mergedInto !== null) return refused({ code: 'contact_merged', intoId: current.id });
  const record = await activeMerge(tx, workspaceId, pair.from.id);
  // That somebody is there whom he does not see is nothing to learn by asking.
  if (record?.into_id !== pair.into.id)
    return (await seesWhatBecameOf(tx, asked, pair.from)) ? NOTHING : refused({ code: 'not_found' });
  const { brought } = record;
  if (!(await seesBothSides(tx, asked, pair.into.id, brought.identities)))
    return refused({ code: 'forbidden' });
  const dialogs = await lockDialogsOf(tx, workspaceId, pair.into.id, brought.identities, Infinity);
  const others = await mergesInto(tx, workspaceId, pair.into.id, record.id);
  const left = withoutBrought(pair, brought, others);
  for (const other of left.inherited) await updateBrought(tx, workspaceId, other.id, other.brought);
  const applied = applyToPair(asked.ctx, pair, intent);
  if (!applied.ok) return refused(applied.refusal);
  await moveIdentities(tx, workspaceId, pair.from.id, brought.identities);
  await writeContact(tx, workspaceId, pair.from, { ...applied.pair.from, ...restored(pair, brought) });
  await writeContact(tx, workspaceId, pair.into, { ...applied.pair.into, ...left.contact });
  await tx.db
    .updateTable('contact_merges')
    .set({ undone: true })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', record.id)
    .execute();
  const moved = await moveDialogs(tx, workspaceId, dialogs ?? [], pair.from.id);
  await tellContact(tx, workspaceId, pair.from.id);
  await tellContact(tx, workspaceId, pair.into.id);
  await tellDialogs(tx, workspaceId, dialogs ?? [], moved);
  return { ok: true, changed: true };
}

/** A dialog of those that would go back, and one of those that would stay; a side without any is nobody's secret. */
async function seesBothSides(
  tx: Tx,
  { workspaceId, scope }: Asked,
  intoId: string,
  identities: Brought['identities'],
): Promise<boolean> {
  const { rows } = await sql<{ back: boolean; sees: boolean }>`
    select wanted.channel is not null as back, bool_or(${visible(scope)}) as sees
    from dialogs
    left join jsonb_to_recordset(${JSON.stringify(
      identities.map(({ channelId, externalId }) => ({ channel: channelId, external: externalId })),
    )}::jsonb) as wanted(channel uuid, external text)
      on wanted.channel = channel_id and wanted.external = external_user_id
    where workspace_id = ${workspaceId} and contact_id = ${intoId}
    group by 1`.execute(tx.db);
  return rows.every(({ sees }) => sees);
}

/** @returns the dialogs as they are now, in the same order */
async function moveDialogs(
  tx: Tx,
  workspaceId: string,
  dialogs: readonly DialogRow[],
  contactId: string,
): Promise<DialogRow[]> {
  if (dialogs.length === 0) return [];
  const rows = await tx.db
    .updateTable('dialogs')
    .set({ contact_id: contactId, rev: sql`rev + 1`, xid: sql<string>`pg_current_xact_id()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${dialogs.map(({ id }) => id)}::uuid[])`)
    .returningAll()
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return dialogs.flatMap(({ id }) => byId.get(id) ?? []);
}

async function tellDialogs(
  tx: Tx,
  workspaceId: string,
  before: readonly DialogRow[],
  now: readonly DialogRow[],
): Promise<void> {
  const entries = now.flatMap((row, i) => {
    const was = before[i];
    return was ? dialogEntries(toDialog(was), toDialog(row), []) : [];
  });
  await appendToFeed(tx, workspaceId, entries);
}
