import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TYPING_FADES_MS, TypingStore } from './typing.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('who types', () => {
  it('is known per dialog until it fades, unless it is repeated', () => {
    const store = new TypingStore();
    const changed: string[] = [];
    store.onChange((id) => changed.push(id));
    store.heard('d1', { kind: 'client' });
    store.heard('d1', { kind: 'operator', operatorId: 'o2', visibility: 'public' });
    store.heard('d1', { kind: 'operator', operatorId: 'o3', visibility: 'hidden' });
    expect(store.view('d1')).toEqual({
      client: true,
      operatorIds: ['o2', 'o3'],
      // A note to colleagues is no answer.
      answeringIds: ['o2'],
    });
    expect(store.view('d2')).toEqual({ client: false, operatorIds: [], answeringIds: [] });
    vi.advanceTimersByTime(TYPING_FADES_MS - 1000);
    store.heard('d1', { kind: 'client' });
    vi.advanceTimersByTime(1000);
    expect(store.view('d1')).toEqual({ client: true, operatorIds: [], answeringIds: [] });
    vi.advanceTimersByTime(TYPING_FADES_MS);
    expect(store.view('d1')).toEqual({ client: false, operatorIds: [], answeringIds: [] });
    expect(changed.length).toBeGreaterThanOrEqual(5);
  });
});
