import { z } from 'zod';
import { idSchema } from './ids.ts';

/** Why the hub did not do what a person asked, with what happened instead. Screens put it into words. */
export const refusalSchema = z.discriminatedUnion('code', [
  /** Somebody was faster (scenario B3). */
  z.object({ code: z.literal('claimed_by_other'), operatorId: idSchema }),
  /** The dialog belongs to a colleague and the actor neither takes part in it nor may step in. */
  z.object({ code: z.literal('not_responsible'), operatorId: idSchema }),
  z.object({ code: z.literal('dialog_closed') }),
  /** Not there, or not in the actor's scope: the hub does not say which. */
  z.object({ code: z.literal('not_found') }),
  z.object({ code: z.literal('forbidden') }),
  z.object({ code: z.literal('invalid'), detail: z.string() }),
  z.object({ code: z.literal('unknown_intent'), name: z.string() }),
]);
export type Refusal = z.infer<typeof refusalSchema>;
