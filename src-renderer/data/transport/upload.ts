import { DetailedError, Upload } from 'tus-js-client';
import { detach } from '#shared/lib/detach.ts';
import { parseJson } from '#shared/lib/json.ts';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/wire/protocol.ts';
import { systemClock } from './clock.ts';
import { fetchStack } from './fetch-stack.ts';
import { HubError, type HubFailure } from './hub-error.ts';
import { retryAfterMs, type HttpOptions } from './http.ts';

/** Sent in one request: lost with a broken connection, and what progress is told by. */
const CHUNK_BYTES = 512 * 1024;
/** Milliseconds for one chunk: below it a link is as good as none. */
const CHUNK_TIMEOUT_MS = 60_000;

export interface UploadedFile {
  id: string;
  name: string;
  purpose: 'file' | 'voice';
  durationMs: number | null;
  blob: Blob;
}

export interface UploadProgress {
  /** It may have been begun before: then the hub is asked how far it is. */
  begun: boolean;
  signal: AbortSignal;
  onSent(this: void, bytes: number): void;
}

/** Uploads a file, or the rest of it. Resolves when the hub has all of it. @throws HubError and nothing else */
export function createUpload(options: HttpOptions) {
  const clock = options.clock ?? systemClock;
  const fetchFn: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const endpoint = `${options.origin}/api/files/uploads`;
  return async (file: UploadedFile, { begun, signal, onSent }: UploadProgress): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const tried = 'POST /api/files/uploads';
    const upload = new Upload(file.blob, {
      endpoint,
      uploadUrl: begun ? `${endpoint}/${file.id}` : null,
      headers: { authorization: `Bearer ${options.token}`, [PROTOCOL_HEADER]: String(PROTOCOL) },
      metadata: {
        id: file.id,
        name: file.name,
        purpose: file.purpose,
        ...(file.durationMs === null ? {} : { durationMs: String(Math.round(file.durationMs)) }),
      },
      chunkSize: CHUNK_BYTES,
      // Who calls decides when to try again, by what went wrong.
      retryDelays: null,
      storeFingerprintForResuming: false,
      httpStack: fetchStack(fetchFn, clock, CHUNK_TIMEOUT_MS),
      fileReader: { openFile: (blob: Blob) => Promise.resolve(slices(blob)) },
      onChunkComplete: (_chunk, accepted) => onSent(accepted),
      onSuccess: () => resolve(),
      onError: (error) => reject(new HubError(tried, failureOf(error, signal), { cause: error })),
    });
    const stop = (): void => {
      detach(upload.abort(), () => undefined);
      reject(new HubError(tried, { kind: 'aborted' }));
    };
    if (signal.aborted) stop();
    else {
      signal.addEventListener('abort', stop, { once: true });
      upload.start();
    }
    return await promise.finally(() => signal.removeEventListener('abort', stop));
  };

  function failureOf(error: Error | DetailedError, signal: AbortSignal): HubFailure {
    const response = error instanceof DetailedError ? error.originalResponse : null;
    if (!response) return { kind: signal.aborted ? 'aborted' : 'unreachable' };
    const body = apiErrorSchema.safeParse(parseJson(response.getBody()));
    return {
      kind: 'status',
      status: response.getStatus(),
      code: body.success ? body.data.error.code : null,
      retryAfterMs: retryAfterMs(response.getHeader('retry-after') ?? null, clock),
    };
  }
}

/** Read from the disk piece by piece. */
function slices(blob: Blob) {
  return {
    size: blob.size,
    slice: (start: number, end: number) =>
      Promise.resolve({ value: blob.slice(start, end), done: end >= blob.size }),
    close: () => undefined,
  };
}
