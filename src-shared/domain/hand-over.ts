import { z } from 'zod';
import { cleanText } from '../lib/text.ts';
import { idSchema, timestampSchema, type Timestamp } from './ids.ts';

/** What a person says to colleagues beside an action; may be empty. */
export const noteSchema = z.string().overwrite(cleanText).pipe(z.string().max(2_000));

/** What the next one has to know: why, what the client was promised, and until when. Texts may be empty. */
export const handOverCardSchema = z.object({
  reason: noteSchema,
  promised: noteSchema,
  promisedUntil: timestampSchema.nullable(),
});
export type HandOverCard = z.infer<typeof handOverCardSchema>;

export const handOverTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('operator'), operatorId: idSchema }),
  z.object({ kind: z.literal('line'), lineId: idSchema, branchId: idSchema }),
]);
export type HandOverTarget = z.infer<typeof handOverTargetSchema>;

/**
 * The last hand-over of a dialog (scenario C2). To a colleague: it stays with who gave it until it is taken, so that nobody is ever left
 * without an owner. To a line: it is in that line's queue at once.
 */
export const handOverSchema = z.object({
  fromId: idSchema,
  to: handOverTargetSchema,
  card: handOverCardSchema,
  at: timestampSchema,
  /** Whom it is offered to was in the talk before: who does not take it stays in it. */
  wasInside: z.boolean().default(false),
  /** `taken`: by whom the dialog has now; he may still hand it back. */
  state: z.enum(['offered', 'taken']),
});
export type HandOver = z.infer<typeof handOverSchema>;

/** The dialog rests until then: it comes back by itself, by the client's next word, or by hand. */
export const snoozeSchema = z.object({ until: timestampSchema, byId: idSchema });
export type Snooze = z.infer<typeof snoozeSchema>;

/** A senior operator was called into the dialog and has not come yet (scenario C3). */
export const seniorCallSchema = z.object({ byId: idSchema, note: noteSchema, at: timestampSchema });
export type SeniorCall = z.infer<typeof seniorCallSchema>;

/** Longest rest of a dialog. */
export const MAX_SNOOZE_MS: Timestamp = 366 * 24 * 3600 * 1000;
