import { z } from 'zod';
import type { Bus } from '../../bus/bus.ts';

/** Payload: visitor id. He has new items, or the company has read his. */
export const WAKE = 'sitechat.wake';
/** Payload: JSON of `typingHintSchema`. The company types to a visitor, or has stopped. */
export const TYPING = 'sitechat.typing';

export const typingHintSchema = z.object({
  visitorId: z.string(),
  authorName: z.string().nullable(),
  /** Missing in hints of older hubs. */
  stopped: z.boolean().default(false),
});
export type TypingHint = z.infer<typeof typingHintSchema>;

export function publishWake(bus: Bus, visitorId: string): void {
  bus.publish(WAKE, visitorId);
}

export function publishTyping(bus: Bus, hint: TypingHint): void {
  bus.publish(TYPING, JSON.stringify(hint));
}
