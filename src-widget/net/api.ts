import * as z from 'zod/mini';
import { chatConfigSchema, type ChatConfig } from '#shared/wire/chat/config.ts';
import {
  chatItemsResponseSchema,
  type ChatItemsResponse,
  type ChatReceiptsRequest,
} from '#shared/wire/chat/items.ts';
import { sayResponseSchema, type SayRequest, type SayResponse } from '#shared/wire/chat/say.ts';
import { newVisitorResponseSchema, type NewVisitorResponse } from '#shared/wire/chat/visitor.ts';
import { toJson } from '../core/json.ts';

/**
 * What came of a request, by what there is to do about it: get a new token; give this one up; wait; try again.
 * `refused` is the hub's word about this very request, the others say nothing about it.
 */
export type Answer<Value> =
  | { kind: 'ok'; value: Value }
  | { kind: 'unauthorized' }
  | { kind: 'too_long' }
  | { kind: 'refused'; status: number }
  | { kind: 'later'; afterMs: number }
  | { kind: 'unreachable' };

export interface ChatApi {
  config(): Promise<Answer<ChatConfig>>;
  newVisitor(): Promise<Answer<NewVisitorResponse>>;
  say(token: string, message: SayRequest): Promise<Answer<SayResponse>>;
  /** @param query `after=…`, `before=…` as in the wire's description */
  items(token: string, query: string): Promise<Answer<ChatItemsResponse>>;
  receipts(token: string, receipts: ChatReceiptsRequest): Promise<Answer<unknown>>;
  /** Whether something answers at the hub's address, be it an answer that this page may not read. */
  answers(): Promise<boolean>;
}

/** Made here and not at the call, like every schema: see `globals.ts`. */
const anything = z.unknown();

const TIMEOUT_MS = 30_000;
/** Browsers cap what may still be on its way when the page goes: larger bodies are sent without that protection. */
const KEEPALIVE_CHARACTERS = 15_000;

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) * 1000 : 5000;
}

async function answerOf<Value>(response: Response, schema: z.ZodMiniType<Value>): Promise<Answer<Value>> {
  const { status } = response;
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 413) return { kind: 'too_long' };
  if (status === 429 || status === 503) return { kind: 'later', afterMs: retryAfterMs(response) };
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused', status };
  if (!response.ok) return { kind: 'unreachable' };
  const body: unknown = status === 204 ? null : await response.json();
  const parsed = z.safeParse(schema, body);
  // Not our hub's words: a hotel's sign-in page, a proxy's error. As good as no connection.
  return parsed.success ? { kind: 'ok', value: parsed.data } : { kind: 'unreachable' };
}

/** Talks to one channel of the hub. Never rejects. */
export function createApi(hub: string, channelId: string): ChatApi {
  const base = `${hub}/chat/${encodeURIComponent(channelId)}`;

  async function request<Value>(
    path: string,
    schema: z.ZodMiniType<Value>,
    options: { token?: string; body?: unknown } = {},
  ): Promise<Answer<Value>> {
    const headers: Record<string, string> = {};
    if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
    const init: RequestInit = { headers, credentials: 'omit', cache: 'no-store' };
    if (options.body !== undefined) {
      headers['content-type'] = 'application/json';
      init.method = 'POST';
      init.body = toJson(options.body);
      init.keepalive = init.body.length < KEEPALIVE_CHARACTERS;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      return await answerOf(await fetch(base + path, { ...init, signal: abort.signal }), schema);
    } catch {
      return { kind: 'unreachable' };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    config: () => request('/config', chatConfigSchema),
    newVisitor: () => request('/visitors', newVisitorResponseSchema, { body: {} }),
    say: (token, body) => request('/messages', sayResponseSchema, { token, body }),
    items: (token, query) => request(`/items?${query}`, chatItemsResponseSchema, { token }),
    receipts: (token, body) => request('/receipts', anything, { token, body }),
    async answers() {
      try {
        await fetch(`${base}/config`, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' });
        return true;
      } catch {
        return false;
      }
    },
  };
}
