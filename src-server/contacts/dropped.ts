import type { Contact } from '#shared/domain/contact.ts';
import type { Db, Tx } from '../db/transaction.ts';

/** So many are remembered, the last ones. */
const MOST = 100;

/**
 * What a colleague takes away of the client's own words is not picked up from the same words again; what he writes in by hand may be.
 * Pure. @returns the same list when nothing changes
 */
export function droppedAfter(dropped: string[], before: Contact, next: Contact): string[] {
  const here = new Set([...next.phones, ...next.emails].map(({ value }) => value));
  const gone = [...before.phones, ...before.emails].filter(
    ({ value, source }) => source === 'client' && !here.has(value),
  );
  const kept = dropped.filter((value) => !here.has(value));
  const added = gone.map(({ value }) => value).filter((value) => !kept.includes(value));
  if (added.length === 0 && kept.length === dropped.length) return dropped;
  return [...kept, ...added].slice(-MOST);
}

export async function loadDropped(db: Db, workspaceId: string, contactId: string): Promise<string[]> {
  const row = await db
    .selectFrom('contacts')
    .select('dropped')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', contactId)
    .executeTakeFirst();
  return row?.dropped ?? [];
}

/** Under the contact's lock. */
export async function rememberDropped(
  tx: Tx,
  workspaceId: string,
  before: Contact,
  next: Contact,
): Promise<void> {
  const known = await loadDropped(tx.db, workspaceId, before.id);
  const dropped = droppedAfter(known, before, next);
  if (dropped === known) return;
  await tx.db
    .updateTable('contacts')
    .set({ dropped })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', before.id)
    .execute();
}
