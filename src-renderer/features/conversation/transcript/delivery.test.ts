import { expect, test } from 'vitest';
import type { PendingState } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import { deliveryText, shownDelivery } from './delivery.ts';

const texts = createTexts('ru');
const sent: Delivery = { state: 'sent', at: 1 };

test('an own intent on its way stands above what the channel said', () => {
  const states: [PendingState, string][] = [
    [{ kind: 'waiting' }, 'pending'],
    [{ kind: 'sending' }, 'pending'],
    [{ kind: 'confirmed' }, 'pending'],
    [{ kind: 'failed', reason: 'x' }, 'failed'],
    [{ kind: 'refused', refusal: { code: 'dialog_closed' } }, 'failed'],
  ];
  for (const [pending, shown] of states) expect(shownDelivery(sent, pending), pending.kind).toBe(shown);
  expect(shownDelivery(sent, null)).toBe('sent');
  expect(shownDelivery(null, null)).toBeNull();
});

test('every state has words; a client’s message has none', () => {
  const at = Date.now();
  const deliveries: Delivery[] = [
    { state: 'pending' },
    { state: 'sent', at },
    { state: 'delivered', at },
    { state: 'read', at },
    { state: 'unknown', at },
    { state: 'failed', at, failure: { code: 'channel_off', detail: '' } },
  ];
  const words = deliveries.map((delivery) => deliveryText(delivery, null, texts));
  expect(new Set(words).size).toBe(deliveries.length);
  expect(words[5]).toContain('канал выключен');
  expect(deliveryText(null, null, texts)).toBeNull();
});
