import { expect, it } from 'vitest';
import { HubError, type HubFailure } from '../transport/hub-error.ts';
import { createHubSearch } from './hub-search.ts';

const asking = (failure: HubFailure | Error) =>
  createHubSearch({
    search: () =>
      Promise.reject(failure instanceof Error ? failure : new HubError('GET /api/search', failure)),
  })('word', null, new AbortController().signal);

const status = (code: 'too_many_requests' | 'unavailable' | null, retryAfterMs: number | null = null) =>
  ({ kind: 'status', status: 500, code, retryAfterMs }) as const;

it.each<[HubFailure | Error, object]>([
  [{ kind: 'unreachable' }, { kind: 'offline' }],
  [{ kind: 'timeout', afterMs: 1 }, { kind: 'offline' }],
  [{ kind: 'aborted' }, { kind: 'offline' }],
  [status('too_many_requests', 700), { kind: 'busy', retryAfterMs: 700 }],
  [status('too_many_requests'), { kind: 'busy', retryAfterMs: 5_000 }],
  [status('unavailable'), { kind: 'failed', detail: 'unavailable' }],
  [status(null), { kind: 'failed', detail: '500' }],
  [
    { kind: 'garbled', detail: 'x' },
    { kind: 'failed', detail: 'x' },
  ],
  [new Error('bug'), { kind: 'failed', detail: 'Error: bug' }],
])('%# words what went wrong', async (failure, answer) => {
  expect(await asking(failure)).toEqual(answer);
});

it('gives what the hub found', async () => {
  const response = { contacts: [], messages: [], talks: [], next: null };
  const asked: unknown[] = [];
  const search = createHubSearch({
    search: (...args) => {
      asked.push(args.slice(0, 2));
      return Promise.resolve(response);
    },
  });
  expect(await search('word', 'place', new AbortController().signal)).toEqual({ kind: 'found', response });
  expect(asked).toEqual([['word', 'place']]);
});
