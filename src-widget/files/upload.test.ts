import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chatState } from '#tests/support/chat.ts';
import { createStore } from '../core/state.ts';
import type { VisitorKeeper } from '../core/visitor.ts';
import type { FilesContext } from './context.ts';
import { NotTaken, upload } from './upload.ts';

const CHUNK = 256 * 1024;
const visitor = {
  ensure: () => Promise.resolve({ kind: 'ok', value: { visitorId: 'v', token: 't' } }),
} as VisitorKeeper;
const context: FilesContext = {
  base: 'https://hub/chat/c/files',
  channelId: 'c',
  visitor,
  store: createStore(chatState()),
};

/** A hub that takes files by tus; `trouble` stands in its way once each. */
class TusHub {
  offset = -1;
  size = 0;
  readonly requests: { method: string; path: string; headers: Record<string, string>; bytes: number }[] = [];
  readonly trouble: (number | 'cut' | 'answer lost')[] = [];

  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    init.signal?.throwIfAborted();
    const headers = init.headers as Record<string, string>;
    const bytes = init.body instanceof Blob ? init.body.size : 0;
    const method = init.method ?? 'GET';
    this.requests.push({ method, path: url.replace(context.base, ''), headers, bytes });
    const trouble = method === 'HEAD' ? undefined : this.trouble.shift();
    if (trouble === 'cut') return Promise.reject(new TypeError('Failed to fetch'));
    if (typeof trouble === 'number') return Promise.resolve(new Response(null, { status: trouble }));
    const response = this.answer(method, headers, bytes);
    return trouble === 'answer lost' ? Promise.reject(new TypeError('reset')) : Promise.resolve(response);
  };

  private answer(method: string, headers: Record<string, string>, bytes: number): Response {
    if (method === 'POST') {
      this.size = Number(headers['upload-length']);
      this.offset = Math.max(this.offset, 0);
      return new Response(null, { status: 201 });
    }
    if (this.offset < 0) return new Response(null, { status: 404 });
    if (method === 'PATCH') {
      if (Number(headers['upload-offset']) !== this.offset) return new Response(null, { status: 409 });
      this.offset += bytes;
    }
    return new Response(null, { status: 200, headers: { 'upload-offset': String(this.offset) } });
  }
}

let hub: TusHub;
let stop: AbortController;
const sent: number[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  hub = new TusHub();
  stop = new AbortController();
  sent.length = 0;
  vi.stubGlobal('fetch', hub.fetch);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** @returns how it ended, whatever it waited for meanwhile */
async function uploaded(bytes: number, name = 'чек №1.pdf'): Promise<unknown> {
  const file = new File([new Uint8Array(bytes)], name);
  const ended = upload(context, 'file-1', file, stop.signal, (now) => sent.push(now)).then(
    () => 'uploaded',
    (error: unknown) => error,
  );
  await vi.runAllTimersAsync();
  return await ended;
}
const methods = (): string[] => hub.requests.map(({ method }) => method);

test('a file goes piece by piece under its name, with the visitor’s key, and tells how far it is', async () => {
  expect(await uploaded(2 * CHUNK + 10)).toBe('uploaded');
  expect(methods()).toEqual(['POST', 'HEAD', 'PATCH', 'PATCH', 'PATCH']);
  expect(sent).toEqual([0, CHUNK, 2 * CHUNK, 2 * CHUNK + 10]);
  const headers = hub.requests[0]?.headers ?? {};
  expect(headers['authorization']).toBe('Bearer t');
  const name = /name (\S+)/.exec(headers['upload-metadata'] ?? '')?.[1] ?? '';
  expect(Buffer.from(name, 'base64').toString()).toBe('чек №1.pdf');
  expect(hub.requests.slice(1).every(({ path }) => path === '/uploads/file-1')).toBe(true);
});

test('an empty file is begun and needs nothing more', async () => {
  expect(await uploaded(0)).toBe('uploaded');
  expect(methods()).not.toContain('PATCH');
});

test('what a reload left half done goes on where the hub has it', async () => {
  hub.offset = CHUNK;
  expect(await uploaded(2 * CHUNK)).toBe('uploaded');
  expect(sent).toEqual([CHUNK, 2 * CHUNK]);
});

describe('trouble on the way', () => {
  test.each(['cut', 'answer lost', 500, 503, 409] as const)(
    '%s at the begin and at a piece: it asks where it stands and goes on there',
    async (trouble) => {
      hub.trouble.push(trouble);
      const answer = hub.fetch;
      vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
        if (hub.offset === CHUNK && init.method === 'PATCH' && hub.requests.length < 6)
          hub.trouble.push(trouble);
        return answer(url, init);
      });
      expect(await uploaded(3 * CHUNK)).toBe('uploaded');
      expect(hub.offset).toBe(3 * CHUNK);
      expect(sent.at(-1)).toBe(3 * CHUNK);
    },
  );

  test('an upload that the hub has forgotten begins anew', async () => {
    const answer = hub.fetch;
    let forgotten = false;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (!forgotten && hub.offset === CHUNK) {
        forgotten = true;
        hub.offset = -1;
      }
      return answer(url, init);
    });
    expect(await uploaded(2 * CHUNK)).toBe('uploaded');
    expect(methods().filter((method) => method === 'POST')).toHaveLength(2);
  });

  test.each([400, 403, 413])('a file that the hub refuses with %i is not tried again', async (status) => {
    hub.trouble.push(status);
    expect(await uploaded(10)).toBeInstanceOf(NotTaken);
    expect(methods()).toEqual(['POST']);
  });

  test('a network that stays away is given up after some tries, with longer and longer waits', async () => {
    const beganAt = Date.now();
    hub.trouble.push(...Array.from({ length: 50 }, () => 'cut' as const));
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const error = await uploaded(10);
    vi.restoreAllMocks();
    expect(error).toEqual(new Error('no connection'));
    expect(methods().filter((method) => method === 'POST')).toHaveLength(9);
    expect(Date.now() - beganAt).toBeGreaterThan(60_000);
  });

  test('given up by the visitor it ends at once', async () => {
    stop.abort();
    expect(await uploaded(10)).toMatchObject({ name: 'AbortError' });
  });
});
