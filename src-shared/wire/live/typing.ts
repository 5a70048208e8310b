import { z } from 'zod';
import { idSchema } from '../../domain/ids.ts';
import { visibilitySchema } from '../../domain/message.ts';

/** "I am typing here", repeated every few seconds while it lasts; never stored. Of a hidden message the client learns nothing. */
export const typingUpSchema = z.object({
  type: z.literal('typing'),
  dialogId: idSchema,
  visibility: visibilitySchema,
});

/** Somebody types in a dialog that the session sees. Fades on the screen after 6 s without another. */
export const typingDownSchema = z.object({
  type: z.literal('typing'),
  dialogId: idSchema,
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('client') }),
    z.object({ kind: z.literal('operator'), operatorId: idSchema, visibility: visibilitySchema }),
  ]),
});
