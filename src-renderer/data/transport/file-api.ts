import type { Id } from '#shared/domain/ids.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import { fileLinkSchema, fileResponseSchema, type FileLink } from '#shared/wire/http/files.ts';
import { systemClock } from './clock.ts';
import { HubError } from './hub-error.ts';
import { createHttp, headersOf, statusFailure, type HttpOptions } from './http.ts';

/** Files of the hub as functions. Each throws `HubError`. */
export interface FileApi {
  info(id: Id, signal?: AbortSignal): Promise<Attachment>;
  /** Makes a file of another one that is there; repeated it changes nothing. */
  copy(id: Id, from: Id, signal?: AbortSignal): Promise<Attachment>;
  link(id: Id): Promise<FileLink>;
  /** The small picture. */
  preview(id: Id, signal?: AbortSignal): Promise<Blob>;
  content(id: Id, signal?: AbortSignal): Promise<Blob>;
}

export function createFileApi(options: HttpOptions): FileApi {
  const http = createHttp(options);
  const fetchFn: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  async function blob(path: string, signal?: AbortSignal): Promise<Blob> {
    const tried = 'GET /api/files';
    try {
      const response = await fetchFn(options.origin + path, {
        headers: { ...headersOf(options.token, false), accept: '*/*' },
        credentials: 'omit',
        cache: 'no-store',
        ...(signal ? { signal } : {}),
      });
      if (!response.ok)
        throw new HubError(tried, await statusFailure(response, options.clock ?? systemClock));
      return await response.blob();
    } catch (error) {
      if (error instanceof HubError) throw error;
      throw new HubError(tried, { kind: signal?.aborted ? 'aborted' : 'unreachable' }, { cause: error });
    }
  }

  return {
    info: async (id, signal) =>
      (
        await http({
          method: 'GET',
          path: `/api/files/${id}`,
          answer: fileResponseSchema,
          ...(signal ? { signal } : {}),
        })
      ).file,
    copy: async (id, from, signal) =>
      (
        await http({
          method: 'POST',
          path: '/api/files/copies',
          body: { id, from },
          answer: fileResponseSchema,
          ...(signal ? { signal } : {}),
        })
      ).file,
    link: (id) => http({ method: 'POST', path: `/api/files/${id}/link`, answer: fileLinkSchema }),
    preview: (id, signal) => blob(`/api/files/${id}/preview`, signal),
    content: (id, signal) => blob(`/api/files/${id}/content`, signal),
  };
}
