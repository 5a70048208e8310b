import { sql } from 'kysely';
import type { Contact } from '#shared/domain/contact.ts';
import type { DialogRow } from '../db/rows.ts';
import type { Brought } from '../db/tables.ts';
import { lockDialogs, type Tx } from '../db/transaction.ts';
import { loadContacts } from '../feed/bundles.ts';

export interface MergeRow {
  id: string;
  into_id: string;
  brought: Brought;
}

/** The merge that made a contact part of another, unless it was undone. */
export async function activeMerge(tx: Tx, workspaceId: string, fromId: string): Promise<MergeRow | null> {
  const row = await tx.db
    .selectFrom('contact_merges')
    .select(['id', 'into_id', 'brought'])
    .where('workspace_id', '=', workspaceId)
    .where('from_id', '=', fromId)
    .where('undone', '=', false)
    .executeTakeFirst();
  return row ?? null;
}

/** What else is part of a contact. */
export interface OtherMerge {
  id: string;
  from: Contact;
  brought: Brought;
}

export async function mergesInto(
  tx: Tx,
  workspaceId: string,
  intoId: string,
  butId: string,
): Promise<OtherMerge[]> {
  const rows = await tx.db
    .selectFrom('contact_merges')
    .select(['id', 'from_id', 'brought'])
    .where('workspace_id', '=', workspaceId)
    .where('into_id', '=', intoId)
    .where('undone', '=', false)
    .where('id', '<>', butId)
    .orderBy('id')
    .execute();
  const contacts = await loadContacts(tx.db, workspaceId, new Set(rows.map((row) => row.from_id)));
  return rows.flatMap(({ id, from_id, brought }) => {
    const from = contacts.get(from_id);
    return from ? [{ id, from, brought }] : [];
  });
}

export async function updateBrought(
  tx: Tx,
  workspaceId: string,
  id: string,
  brought: Brought,
): Promise<void> {
  await tx.db
    .updateTable('contact_merges')
    .set({ brought: JSON.stringify(brought) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** A name that somebody gave the contact is its own from then on, whoever had brought one before. */
export async function keepName(tx: Tx, workspaceId: string, contactId: string): Promise<void> {
  await sql`update contact_merges set brought = jsonb_set(brought, '{name}', 'false')
    where workspace_id = ${workspaceId} and into_id = ${contactId} and not undone and brought ->> 'name' = 'true'`.execute(
    tx.db,
  );
}

export async function moveIdentities(
  tx: Tx,
  workspaceId: string,
  contactId: string,
  identities: Brought['identities'],
): Promise<void> {
  if (identities.length === 0) return;
  await sql`update contact_identities i set contact_id = ${contactId}
    from jsonb_to_recordset(${JSON.stringify(
      identities.map(({ channelId, externalId }) => ({ channel: channelId, external: externalId })),
    )}::jsonb) as wanted(channel uuid, external text)
    where i.workspace_id = ${workspaceId} and i.channel_id = wanted.channel and i.external_id = wanted.external`.execute(
    tx.db,
  );
}

/**
 * A contact's dialogs, those of some identities or all, under their locks, by rising ids. Nobody can open another one: that takes
 * the lock of an identity, which the caller has.
 * @returns null when there are more than `most`
 */
export async function lockDialogsOf(
  tx: Tx,
  workspaceId: string,
  contactId: string,
  identities: Brought['identities'] | null,
  most: number,
): Promise<DialogRow[] | null> {
  const keys =
    identities && new Set(identities.map(({ channelId, externalId }) => `${channelId} ${externalId}`));
  const places = await tx.db
    .selectFrom('dialogs')
    .select(['id', 'channel_id', 'external_user_id'])
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .orderBy('id')
    .execute();
  const ids = places
    .filter((one) => keys?.has(`${one.channel_id} ${one.external_user_id}`) ?? true)
    .map(({ id }) => id);
  if (ids.length > most) return null;
  return lockDialogs(tx, workspaceId, ids);
}
