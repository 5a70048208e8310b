import { z } from 'zod';
import { timestampSchema } from './ids.ts';

/** Why a message did not reach the client, in a form that screens put into words and retry decides by. */
export const deliveryFailureSchema = z.object({
  code: z.enum([
    'window_closed',
    'blocked_by_client',
    'too_long',
    'channel_off',
    'rejected',
    'unreachable',
    'internal',
  ]),
  /** The vendor's own words, for the curious; hostile text. */
  detail: z.string().max(500),
});
export type DeliveryFailure = z.infer<typeof deliveryFailureSchema>;

/**
 * The way of an outgoing public message to the client (scenario A4). `unknown`: the channel may or may not have taken it,
 * and we do not pretend to know.
 */
export const deliverySchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending') }),
  z.object({ state: z.literal('sent'), at: timestampSchema }),
  z.object({ state: z.literal('delivered'), at: timestampSchema }),
  z.object({ state: z.literal('read'), at: timestampSchema }),
  z.object({ state: z.literal('failed'), at: timestampSchema, failure: deliveryFailureSchema }),
  z.object({ state: z.literal('unknown'), at: timestampSchema }),
]);
export type Delivery = z.infer<typeof deliverySchema>;
export type DeliveryState = Delivery['state'];

const RANK: Record<DeliveryState, number> = {
  pending: 0,
  unknown: 1,
  failed: 1,
  sent: 2,
  delivered: 3,
  read: 4,
};

/**
 * Forward-only: receipts arrive late, twice and out of order, and none may take a message back.
 * A receipt after `failed` or `unknown` wins, because the client really has the message.
 */
export function advanceDelivery(current: Delivery, event: Delivery): Delivery {
  return RANK[event.state] > RANK[current.state] ? event : current;
}
