import { sql, type Selectable } from 'kysely';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { UploadMetadata } from '#shared/wire/http/files.ts';
import type { FilesTable } from '../db/tables.ts';
import type { Db } from '../db/transaction.ts';
import type { FileKey } from './store.ts';

export type FileRow = Selectable<FilesTable>;

/** Who brings files: only he may say them in a message. */
export interface Uploader {
  kind: 'operator' | 'visitor';
  workspaceId: Id;
  id: Id;
}

const COLUMN = { operator: 'operator_id', visitor: 'visitor_id' } as const;

export function broughtBy(row: FileRow, uploader: Uploader): boolean {
  return row[COLUMN[uploader.kind]] === uploader.id;
}

/** A file that is all there, as messages carry it. @returns null when it is not */
export function toAttachment(row: FileRow): Attachment | null {
  if (row.state !== 'ready' || row.mime === null || row.kind === null) return null;
  return {
    id: row.id,
    name: row.name,
    size: Number(row.size),
    mime: row.mime,
    kind: row.kind,
    width: row.width,
    height: row.height,
    durationMs: row.duration_ms,
    preview: row.preview ? 'ready' : 'none',
  };
}

export function findFile(db: Db, { workspaceId, fileId }: FileKey): Promise<FileRow | undefined> {
  return db
    .selectFrom('files')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', fileId)
    .executeTakeFirst();
}

/** Notes that an upload begins. @returns false when there is a file of this id already */
export async function beginFile(
  db: Db,
  uploader: Uploader,
  { id, name, purpose, durationMs }: UploadMetadata,
  size: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('files')
    .values({
      workspace_id: uploader.workspaceId,
      id,
      operator_id: null,
      visitor_id: null,
      channel_id: null,
      [COLUMN[uploader.kind]]: uploader.id,
      name,
      size,
      purpose,
      duration_ms: durationMs ?? null,
      mime: null,
      kind: null,
      width: null,
      height: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What a file turned out to be. */
export type Facts = Pick<Attachment, 'mime' | 'kind' | 'width' | 'height' | 'durationMs'> & {
  preview: boolean;
};

export async function finishFile(
  db: Db,
  { workspaceId, fileId }: FileKey,
  facts: Facts,
): Promise<FileRow | undefined> {
  const { durationMs, ...rest } = facts;
  return await db
    .updateTable('files')
    .set({ ...rest, duration_ms: durationMs, state: 'ready' })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', fileId)
    .returningAll()
    .executeTakeFirst();
}

/** Files of these ids, and to which message or quick reply each belongs already. */
export async function readFiles(
  db: Db,
  workspaceId: Id,
  ids: readonly Id[],
): Promise<Map<Id, FileRow & { message_id: Id | null; reply_id: Id | null }>> {
  const rows = await db
    .selectFrom('files')
    .leftJoin('message_files', (join) =>
      join
        .onRef('message_files.workspace_id', '=', 'files.workspace_id')
        .onRef('message_files.file_id', '=', 'files.id'),
    )
    .leftJoin('talk_files', (join) =>
      join
        .onRef('talk_files.workspace_id', '=', 'files.workspace_id')
        .onRef('talk_files.file_id', '=', 'files.id'),
    )
    .leftJoin('quick_reply_files', (join) =>
      join
        .onRef('quick_reply_files.workspace_id', '=', 'files.workspace_id')
        .onRef('quick_reply_files.file_id', '=', 'files.id'),
    )
    .selectAll('files')
    .select('quick_reply_files.reply_id')
    .select((eb) => eb.fn.coalesce('message_files.message_id', 'talk_files.message_id').as('message_id'))
    .where('files.workspace_id', '=', workspaceId)
    .where('files.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** In nothing that was said or prepared. */
const LOOSE = sql`mf.file_id is null and tf.file_id is null and rf.file_id is null`;

/** How much somebody has brought: all that is in no message or quick reply yet, and all of the last day. */
export async function broughtSoFar(
  db: Db,
  uploader: Uploader,
): Promise<{ loose: { bytes: number; files: number }; today: { bytes: number; files: number } }> {
  const { rows } = await sql<Record<'loose_bytes' | 'loose' | 'today_bytes' | 'today', string>>`
    select coalesce(sum(f.size) filter (where ${LOOSE}), 0) as loose_bytes,
      count(*) filter (where ${LOOSE}) as loose,
      coalesce(sum(f.size) filter (where f.created_at > now() - interval '1 day'), 0) as today_bytes,
      count(*) filter (where f.created_at > now() - interval '1 day') as today
    from files f
    left join message_files mf on mf.workspace_id = f.workspace_id and mf.file_id = f.id
    left join talk_files tf on tf.workspace_id = f.workspace_id and tf.file_id = f.id
    left join quick_reply_files rf on rf.workspace_id = f.workspace_id and rf.file_id = f.id
    where f.workspace_id = ${uploader.workspaceId} and ${sql.ref(`f.${COLUMN[uploader.kind]}`)} = ${uploader.id}
      and f.created_at > now() - interval '8 days'`.execute(db);
  const [row] = rows;
  const number = (text: string | undefined): number => Number(text ?? 0);
  return {
    loose: { bytes: number(row?.loose_bytes), files: number(row?.loose) },
    today: { bytes: number(row?.today_bytes), files: number(row?.today) },
  };
}
