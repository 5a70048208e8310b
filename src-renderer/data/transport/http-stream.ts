import { systemClock } from './clock.ts';
import { HubError, type HubFailure } from './hub-error.ts';
import { headersOf, statusFailure, type HttpOptions } from './http.ts';

export interface StreamRequest {
  /** From `/api` on, with the query. */
  path: string;
  signal?: AbortSignal;
}

export type HttpStream = (request: StreamRequest) => AsyncGenerator<Uint8Array>;

/** A long answer may take as long as it likes, but no pause in it longer than this, in milliseconds. */
const SILENCE_MS = 30_000;

/**
 * Long answers of one hub, as pieces of any length while they come. Who stops reading ends the request.
 * The generator throws `HubError` and nothing else.
 */
export function createHttpStream(options: HttpOptions): HttpStream {
  const clock = options.clock ?? systemClock;
  const fetchFn = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  return async function* stream({ path, signal }) {
    const tried = `GET ${path.split('?')[0]}`;
    const abort = new AbortController();
    let silent = false;
    const watch = () =>
      clock.after(SILENCE_MS, () => {
        silent = true;
        abort.abort();
      });
    let unwatch = watch();
    const onAbort = () => abort.abort();
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) abort.abort();
    try {
      const response = await fetchFn(options.origin + path, {
        headers: headersOf(options.token, false),
        signal: abort.signal,
        credentials: 'omit',
        cache: 'no-store',
      });
      if (!response.ok) throw new HubError(tried, await statusFailure(response, clock));
      const reader = response.body?.getReader();
      for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
        unwatch();
        yield piece.value;
        unwatch = watch();
      }
    } catch (error) {
      if (error instanceof HubError) throw error;
      const failure: HubFailure = silent
        ? { kind: 'timeout', afterMs: SILENCE_MS }
        : { kind: signal?.aborted ? 'aborted' : 'unreachable' };
      throw new HubError(tried, failure, { cause: error });
    } finally {
      unwatch();
      signal?.removeEventListener('abort', onAbort);
      abort.abort();
    }
  };
}
