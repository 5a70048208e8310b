import type { PendingState, TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Delivery, DeliveryState } from '#shared/domain/delivery.ts';

/** The state a message is shown in: what the hub says of the channel, unless an own intent is still on its way. */
export function shownDelivery(delivery: Delivery | null, pending: PendingState | null): DeliveryState | null {
  switch (pending?.kind) {
    case 'waiting':
    case 'sending':
    case 'confirmed':
      // A hidden message never goes to a client: it has a way to the hub only.
      return 'pending';
    case 'failed':
    case 'refused':
      return 'failed';
    case 'unanswered':
      return 'unknown';
    case undefined:
      return delivery?.state ?? null;
    default:
      return exhaustive(pending, 'state of a pending intent');
  }
}

/** Whether there is more to tell than the sign says: of what is not at the hub yet there is not. */
export function tellsDelivery({ message, pending }: Pick<TranscriptItem, 'message' | 'pending'>): boolean {
  return pending === null && message.delivery !== null;
}

/** The same in words, with the time where there is one. */
export function deliveryText(
  delivery: Delivery | null,
  pending: PendingState | null,
  { t, format }: Texts,
): string | null {
  if (pending?.kind === 'sending') return t('delivery.sending');
  // What to say of these stands under the message.
  if (pending?.kind === 'failed' || pending?.kind === 'refused' || pending?.kind === 'unanswered')
    return null;
  if (pending !== null || delivery?.state === 'pending') return t('delivery.pending');
  if (delivery === null) return null;
  const state =
    delivery.state === 'failed'
      ? t('delivery.failed', { reason: t(`failure.${delivery.failure.code}`) })
      : t(`delivery.${delivery.state}`);
  return t('delivery.withTime', { state, time: format.dateTime(delivery.at) });
}
