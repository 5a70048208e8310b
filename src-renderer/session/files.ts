import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Files } from '../client/files.ts';
import type { ReplicaDb } from '../data/db/database.ts';
import { keepPreview, keptPreview } from '../data/sync/preview-cache.ts';
import { createFileApi } from '../data/transport/file-api.ts';
import type { HttpOptions } from '../data/transport/http.ts';

/** Files as screens get them: from this computer where it has them, else from the hub. */
export function openFiles(db: ReplicaDb, http: HttpOptions): Files {
  const api = createFileApi(http);
  /** Asked by many at once when a transcript appears. */
  const asked = new Map<Id, Promise<Blob>>();

  async function fetchPreview(id: Id): Promise<Blob> {
    const blob = await api.preview(id);
    // A full disk is no reason not to show it.
    await keepPreview(db, id, blob, Date.now()).catch(() => undefined);
    return blob;
  }
  const content = async (id: Id): Promise<Blob> => (await db.files.get(id))?.blob ?? (await api.content(id));

  return {
    content,
    async preview(id) {
      const kept = await keptPreview(db, id, Date.now());
      if (kept) return kept;
      const asking = asked.get(id) ?? fetchPreview(id).finally(() => asked.delete(id));
      asked.set(id, asking);
      return await asking;
    },
    async playable(file: Attachment) {
      const local = await db.files.get(file.id);
      // Pages of another origin (the shell's) may play only what they have fetched themselves.
      if (local || globalThis.location?.origin !== http.origin) {
        const bytes = local?.blob ?? (await api.content(file.id));
        const address = URL.createObjectURL(bytes.slice(0, bytes.size, typeToPlay(file)));
        return { address, release: () => URL.revokeObjectURL(address) };
      }
      const { path } = await api.link(file.id);
      return { address: http.origin + path, release: () => undefined };
    },
  };
}

/** Never a type that a browser would show as a page. */
function typeToPlay({ mime, kind }: Attachment): string {
  return kind === 'video' || kind === 'audio' || kind === 'voice' ? mime : 'application/octet-stream';
}
