import { z } from 'zod';
import { channelKindSchema } from './directory.ts';
import { idSchema, nameSchema, revSchema, timestampSchema } from './ids.ts';

/** How one channel knows the client: a phone number, an @name, a visitor id. Unique per channel. */
export const identitySchema = z.object({
  channelId: idSchema,
  kind: channelKindSchema,
  externalId: z.string().max(300),
  /** What the client is called there, if the channel says. */
  display: nameSchema.nullable(),
});
export type Identity = z.infer<typeof identitySchema>;

export const contactSchema = z.object({
  id: idSchema,
  /** Null until somebody learns it; screens then show a neutral name made from `number`. */
  name: nameSchema.nullable(),
  /** Counts contacts of the workspace from 1: "Client 17" for those without a name. */
  number: z.int().positive(),
  phones: z.array(z.string().max(40)),
  emails: z.array(z.string().max(320)),
  identities: z.array(identitySchema),
  createdAt: timestampSchema,
  rev: revSchema,
});
export type Contact = z.infer<typeof contactSchema>;
