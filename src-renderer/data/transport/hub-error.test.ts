import { expect, it } from 'vitest';
import { isOfHub, isOfRequest, type HubFailure } from './hub-error.ts';

const status = (number: number, code: 'internal' | 'unavailable' | null = null): HubFailure => ({
  kind: 'status',
  status: number,
  code,
  retryAfterMs: null,
});

it.each<[string, HubFailure, boolean, boolean]>([
  ['no network', { kind: 'unreachable' }, false, false],
  ['no answer', { kind: 'timeout', afterMs: 1 }, false, false],
  ['a page instead of an answer', { kind: 'garbled', detail: '' }, false, false],
  ['a hub that cannot reach its database', status(503, 'unavailable'), false, false],
  ['a proxy without a hub', status(502), false, false],
  ['a network that wants a name first', status(511), false, false],
  ['too many requests', status(429), false, false],
  ['a proxy that forbids it', status(403), true, false],
  ['a hub that fails at it', status(500, 'internal'), true, true],
  ['an upload at which the hub fails, in the words of tus', status(500), true, true],
])('%s: others may go meanwhile, and it may be hopeless', (_, failure, ofRequest, ofHub) => {
  expect([isOfRequest(failure), isOfHub(failure)]).toEqual([ofRequest, ofHub]);
});
