import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceDelivery, type Delivery } from './delivery.ts';

const failed: Delivery = { state: 'failed', at: 5, failure: { code: 'rejected', detail: '' } };
const all: Delivery[] = [
  { state: 'pending' },
  { state: 'sent', at: 1 },
  { state: 'delivered', at: 2 },
  { state: 'read', at: 3 },
  { state: 'unknown', at: 4 },
  failed,
];

describe('advanceDelivery', () => {
  it('ends at the furthest state in whatever order receipts come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all), (events) => {
        const end = events.reduce(advanceDelivery, { state: 'pending' } as Delivery);
        const has = (state: Delivery['state']): boolean => events.some((event) => event.state === state);
        if (has('read')) expect(end.state).toBe('read');
        else if (has('delivered')) expect(end.state).toBe('delivered');
        else if (has('sent')) expect(end.state).toBe('sent');
      }),
    );
  });

  it('does not fail a message that the client has', () => {
    expect(advanceDelivery({ state: 'delivered', at: 2 }, failed).state).toBe('delivered');
  });

  it('believes a receipt after a failure or an unknown outcome', () => {
    expect(advanceDelivery(failed, { state: 'delivered', at: 9 }).state).toBe('delivered');
    expect(advanceDelivery({ state: 'unknown', at: 1 }, { state: 'sent', at: 9 }).state).toBe('sent');
  });

  it('keeps the first time of a state', () => {
    expect(advanceDelivery({ state: 'read', at: 3 }, { state: 'read', at: 9 })).toEqual({
      state: 'read',
      at: 3,
    });
  });
});
