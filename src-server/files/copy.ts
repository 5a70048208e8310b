import type { Scope } from '#shared/domain/scope.ts';
import { fileForOperator } from './access.ts';
import type { Files } from './files.ts';
import { beginFile, broughtBy, findFile, finishFile, type FileRow, type Uploader } from './rows.ts';

export type Copied =
  | { kind: 'copied'; row: FileRow }
  /** There is no such file, or not for him, or not all of it yet, or its bytes are lost. */
  | { kind: 'not_found' }
  /** The id is that of another file. */
  | { kind: 'taken' };

/**
 * Makes a file of one that the operator may see: a file of its own, with bytes of its own (a disk shares them), so that neither its
 * message nor the other's owner has a say about the other. Repeated, also after a hub was killed in between, it is one file.
 */
export async function copyFile(
  files: Files,
  scope: Scope,
  uploader: Uploader,
  { id, from }: { id: string; from: string },
): Promise<Copied> {
  const { db, store } = files;
  const { workspaceId } = uploader;
  const source = await fileForOperator(db, scope, { workspaceId, fileId: from });
  if (source?.state !== 'ready' || source.kind === null || source.mime === null || id === from)
    return { kind: 'not_found' };
  const key = { workspaceId, fileId: id };
  const { name, mime, kind, width, height } = source;
  const purpose = kind === 'voice' ? 'voice' : 'file';
  const durationMs = source.duration_ms;
  const meta = { id, name, purpose, ...(durationMs === null ? {} : { durationMs }) } as const;
  await beginFile(db, uploader, meta, Number(source.size));
  const row = await findFile(db, key);
  if (!row || !broughtBy(row, uploader) || row.size !== source.size || row.name !== name)
    return { kind: 'taken' };
  if (row.state === 'ready') return { kind: 'copied', row };
  const copied = await store.copy({ workspaceId, fileId: from }, key, source.preview);
  // The row knows of them and the disk does not: asked again it would be so again.
  if (!copied) return { kind: 'not_found' };
  const facts = { mime, kind, width, height, durationMs, preview: copied.preview };
  const whole = await finishFile(db, key, facts);
  return whole ? { kind: 'copied', row: whole } : { kind: 'not_found' };
}
