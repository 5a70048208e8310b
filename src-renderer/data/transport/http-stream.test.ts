import { describe, expect, it } from 'vitest';
import { fromUtf8 } from '#shared/lib/utf8.ts';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { HubError } from './hub-error.ts';
import { createHttpStream } from './http-stream.ts';

const request = { path: '/api/sync/archive?after=x' };
const answering = (answer: (signal: AbortSignal) => Response | Promise<Response>) =>
  createHttpStream({
    origin: 'http://hub.test',
    token: 'secret',
    clock: new ManualClock(),
    fetch: (_input, init) => Promise.resolve(answer(init?.signal ?? new AbortController().signal)),
  });

async function read(stream: AsyncGenerator<Uint8Array>): Promise<string> {
  const bytes: number[] = [];
  for await (const piece of stream) bytes.push(...piece);
  return fromUtf8(Uint8Array.from(bytes));
}
async function failureOf(stream: AsyncGenerator<Uint8Array>): Promise<HubError['failure']> {
  try {
    await read(stream);
  } catch (error) {
    if (error instanceof HubError) return error.failure;
    throw error;
  }
  throw new Error('It did not fail');
}

describe('a long answer', () => {
  it('comes as it is, whatever the bytes are cut into', async () => {
    const bytes = new TextEncoder().encode('«ё» 😀\n');
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await read(answering(() => new Response(body))(request))).toBe('«ё» 😀\n');
  });

  it('that is an error is one', async () => {
    const body = JSON.stringify({ error: { code: 'unavailable', message: 'later', retryAfterS: 2 } });
    expect(await failureOf(answering(() => new Response(body, { status: 503 }))(request))).toEqual({
      kind: 'status',
      status: 503,
      code: 'unavailable',
      retryAfterMs: 2000,
    });
  });

  it('that breaks in its middle is unreachable', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new TypeError('network'));
      },
    });
    expect(await failureOf(answering(() => new Response(body))(request))).toEqual({ kind: 'unreachable' });
  });

  it('ends when nobody wants it any more', async () => {
    let asked: AbortSignal | undefined;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('more\n')),
    });
    const stream = answering((signal) => {
      asked = signal;
      return new Response(endless);
    })(request);
    for await (const piece of stream) {
      expect(fromUtf8(piece)).toContain('more');
      break;
    }
    expect(asked?.aborted).toBe(true);
    const abort = new AbortController();
    abort.abort();
    const aborted = answering((signal) => {
      if (signal.aborted) throw new DOMException('aborted', 'AbortError');
      return new Response('');
    })({ ...request, signal: abort.signal });
    expect(await failureOf(aborted)).toEqual({ kind: 'aborted' });
  });
});
