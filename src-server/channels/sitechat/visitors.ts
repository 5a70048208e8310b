import { createHash, randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { NewVisitorResponse } from '#shared/wire/chat/visitor.ts';
import type { SitechatVisitorsTable } from '../../db/sitechat-tables.ts';
import type { Db } from '../../db/transaction.ts';
import type { SiteChat } from './settings.ts';

export type VisitorRow = Selectable<SitechatVisitorsTable>;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Makes a visitor. Operators see nothing of him until he writes. */
export async function createVisitor(
  db: Db,
  chat: SiteChat,
  id: string,
  now: number,
): Promise<NewVisitorResponse> {
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('sitechat_visitors')
    .values({
      workspace_id: chat.workspaceId,
      id,
      channel_id: chat.channelId,
      token_hash: hashOf(token),
      created_at: new Date(now),
      last_seen_at: new Date(now),
    })
    .execute();
  return { visitorId: id, token };
}

/** @returns undefined when the token is not one of this channel's */
export function findVisitor(db: Db, chat: SiteChat, token: string): Promise<VisitorRow | undefined> {
  return db
    .selectFrom('sitechat_visitors')
    .selectAll()
    .where('workspace_id', '=', chat.workspaceId)
    .where('channel_id', '=', chat.channelId)
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
}

const SEEN_EVERY_MS = 60_000;

/** Remembers when the visitor was last here, to the minute. */
export async function touchVisitor(db: Db, visitor: VisitorRow, now: number): Promise<void> {
  if (now - visitor.last_seen_at.getTime() < SEEN_EVERY_MS) return;
  await db
    .updateTable('sitechat_visitors')
    .set({ last_seen_at: new Date(now) })
    .where('workspace_id', '=', visitor.workspace_id)
    .where('id', '=', visitor.id)
    .execute();
}
