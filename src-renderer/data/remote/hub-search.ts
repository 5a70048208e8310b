import type { SearchResponse } from '#shared/wire/http/search.ts';
import type { TableRequest, TableResponse } from '#shared/wire/http/table.ts';
import type { HubApi } from '../transport/hub-api.ts';
import { HubError } from '../transport/hub-error.ts';

export type HubSearchAnswer<Response = SearchResponse> =
  | { kind: 'found'; response: Response }
  | { kind: 'offline' }
  | { kind: 'busy'; retryAfterMs: number }
  | { kind: 'failed'; detail: string };

const DEFAULT_PAUSE_MS = 5_000;

/** Asks the hub, and words what went wrong in cases that a person can be told. Never rejects. */
export function createHubSearch(api: Pick<HubApi, 'search'>) {
  return (text: string, before: string | null, signal: AbortSignal): Promise<HubSearchAnswer> =>
    worded(api.search(text, before, signal));
}

/** The same for the table of dialogs. */
export function createHubTable(api: Pick<HubApi, 'queryTable'>) {
  return (request: TableRequest, signal: AbortSignal): Promise<HubSearchAnswer<TableResponse>> =>
    worded(api.queryTable(request, signal));
}

async function worded<Response>(asking: Promise<Response>): Promise<HubSearchAnswer<Response>> {
  try {
    return { kind: 'found', response: await asking };
  } catch (error) {
    return answerTo(error);
  }
}

function answerTo(error: unknown): Exclude<HubSearchAnswer, { kind: 'found' }> {
  if (!(error instanceof HubError)) return { kind: 'failed', detail: String(error) };
  const { failure } = error;
  if (failure.kind !== 'status') {
    return failure.kind === 'garbled' ? { kind: 'failed', detail: failure.detail } : { kind: 'offline' };
  }
  if (failure.code === 'too_many_requests')
    return { kind: 'busy', retryAfterMs: failure.retryAfterMs ?? DEFAULT_PAUSE_MS };
  return { kind: 'failed', detail: failure.code ?? String(failure.status) };
}
