import { sql } from 'kysely';
import { sessionOf, type SessionTimes } from '../auth/sessions.ts';
import { newToken, readToken, type TokenKey } from '../auth/token.ts';
import type { Db } from '../db/transaction.ts';
import { fileForOperator } from './access.ts';
import type { FileRow } from './rows.ts';
import type { FileKey } from './store.ts';

const HOUR_MS = 3600 * 1000;

/** Makes a token by which a player may read the file for a while: it cannot send the session's. */
export async function createLink(
  db: Db,
  session: TokenKey,
  { workspaceId, fileId }: FileKey,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const { token, key } = newToken(workspaceId);
  const expiresAt = now + HOUR_MS;
  await db
    .insertInto('file_links')
    .values({
      workspace_id: workspaceId,
      token_hash: key.hash,
      file_id: fileId,
      session_hash: session.hash,
      expires_at: new Date(expiresAt),
    })
    .execute();
  return { token, expiresAt };
}

/** The file behind a link, if its session lives and still sees it. */
export async function followLink(
  db: Db,
  times: SessionTimes,
  token: string,
  now: number,
): Promise<FileRow | undefined> {
  const key = readToken(token);
  if (!key) return undefined;
  const link = await db
    .selectFrom('file_links')
    .select(['file_id', 'session_hash'])
    .where('workspace_id', '=', key.workspaceId)
    .where('token_hash', '=', key.hash)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  if (!link) return undefined;
  const { workspaceId } = key;
  const signed = await sessionOf(db, times, { workspaceId, hash: link.session_hash });
  return signed ? await fileForOperator(db, signed.scope, { workspaceId, fileId: link.file_id }) : undefined;
}

export async function pruneLinks(db: Db): Promise<void> {
  await db
    .deleteFrom('file_links')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute();
}
