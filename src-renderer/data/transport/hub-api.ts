import type { Id } from '#shared/domain/ids.ts';
import { messagePageSchema, type MessagePage } from '#shared/domain/bundle.ts';
import { hubInfoSchema, type HubInfo } from '#shared/wire/http/hub-info.ts';
import { intentsResponseSchema, type IntentsResponse } from '#shared/wire/http/intents.ts';
import {
  sessionSchema,
  signInResponseSchema,
  type Session,
  type SignInRequest,
  type SignInResponse,
} from '#shared/wire/http/session.ts';
import { searchResponseSchema, type SearchResponse } from '#shared/wire/http/search.ts';
import { snapshotPageSchema, type SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { tableResponseSchema, type TableRequest, type TableResponse } from '#shared/wire/http/table.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import type { Http } from './http.ts';

/** The hub's HTTP interface as functions. Each throws `HubError`. */
export interface HubApi {
  hubInfo(): Promise<HubInfo>;
  signIn(request: SignInRequest): Promise<SignInResponse>;
  session(): Promise<Session>;
  signOut(): Promise<void>;
  signOutEverywhere(): Promise<void>;
  /** @param after `next` of the page before; null for the first. */
  snapshotPage(after: string | null, signal?: AbortSignal): Promise<SnapshotPage>;
  /** Carries intents out in order; safe to repeat. */
  sendIntents(intents: readonly { id: Id }[], signal?: AbortSignal): Promise<IntentsResponse>;
  /** The messages next before `before`, or the newest when null. */
  history(dialogId: Id, before: number | null, signal?: AbortSignal): Promise<MessagePage>;
  /** The same of a talk of the team. */
  talkHistory(talkId: Id, before: number | null, signal?: AbortSignal): Promise<MessagePage>;
  /** Words in messages and clients. @param before `next` of the page before; null for the first. */
  search(text: string, before: string | null, signal?: AbortSignal): Promise<SearchResponse>;
  /** A page of the table of dialogs. */
  queryTable(request: TableRequest, signal?: AbortSignal): Promise<TableResponse>;
}

/** Dialogs in the first page of a snapshot: more than a screen shows, and there before a large one would be. */
const FIRST_PAGE = 30;

export function createHubApi(http: Http): HubApi {
  const withSignal = (signal?: AbortSignal) => (signal ? { signal } : {});
  return {
    hubInfo: () => http({ method: 'GET', path: '/api/hub', answer: hubInfoSchema }),
    signIn: (body) => http({ method: 'POST', path: '/api/session', body, answer: signInResponseSchema }),
    session: () => http({ method: 'GET', path: '/api/session', answer: sessionSchema }),
    signOut: () => http<void>({ method: 'DELETE', path: '/api/session', answer: null }),
    signOutEverywhere: () => http<void>({ method: 'DELETE', path: '/api/sessions', answer: null }),
    snapshotPage: (after, signal) =>
      http({
        method: 'GET',
        path: `/api/sync/snapshot?${after === null ? `limit=${FIRST_PAGE}` : `after=${encodeURIComponent(after)}`}`,
        answer: snapshotPageSchema,
        ...withSignal(signal),
      }),
    sendIntents: (intents, signal) =>
      http({
        method: 'POST',
        path: '/api/intents',
        body: { protocol: PROTOCOL, intents },
        answer: intentsResponseSchema,
        ...withSignal(signal),
      }),
    history: (dialogId, before, signal) =>
      http({
        method: 'GET',
        path: `/api/dialogs/${dialogId}/messages${before === null ? '' : `?before=${before}`}`,
        answer: messagePageSchema,
        ...withSignal(signal),
      }),
    talkHistory: (talkId, before, signal) =>
      http({
        method: 'GET',
        path: `/api/talks/${talkId}/messages${before === null ? '' : `?before=${before}`}`,
        answer: messagePageSchema,
        ...withSignal(signal),
      }),
    search: (text, before, signal) =>
      http({
        method: 'GET',
        path: `/api/search?${new URLSearchParams({ q: text, ...(before === null ? {} : { before }) })}`,
        answer: searchResponseSchema,
        ...withSignal(signal),
      }),
    queryTable: (body, signal) =>
      http({
        method: 'POST',
        path: '/api/dialogs/query',
        body,
        answer: tableResponseSchema,
        ...withSignal(signal),
      }),
  };
}

/** Address of the live socket. The token is not in it: addresses end up in logs. */
export function liveUrl(origin: string): string {
  return `${origin.replace(/^http/, 'ws')}/api/live`;
}
