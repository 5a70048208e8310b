import { z } from 'zod';
import type { Id, Timestamp } from '../domain/ids.ts';
import { timestampSchema } from '../domain/ids.ts';
import { presenceChoiceSchema, type ChosenPresence } from '../domain/presence.ts';
import { defineOwnIntent } from './define.ts';

/**
 * What a person says of himself (scenario B5). His last word wins, whichever device it came from and however late: `saidAt` is the
 * moment by the hub's clock, as well as the device knows it.
 */
export const presenceSet = defineOwnIntent({
  name: 'presence.set',
  args: z.object({ choice: presenceChoiceSchema, saidAt: timestampSchema }),
});

/** The row after he said so. Pure; the same for screens and in the hub. A word from the future is one of now. */
export function withChoice(
  before: ChosenPresence | null,
  operatorId: Id,
  { choice, saidAt }: z.output<typeof presenceSet.args>,
  now: Timestamp,
): ChosenPresence {
  const since = before?.choice === choice ? before.since : Math.min(saidAt, now);
  return { id: operatorId, choice, since, rev: (before?.rev ?? 0) + 1 };
}
