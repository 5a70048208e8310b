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

/** Where somebody reads national numbers as they are dialled at home. */
export const DEFAULT_COUNTRY = 'RU';

/** Longest spelling kept beside what it means, and longest label, in UTF-16 units. */
export const MAX_WRITTEN = 100;
export const MAX_LABEL = 40;

/** E.164: what every spelling of one number comes to. */
export const phoneValueSchema = z.string().regex(/^\+[1-9]\d{4,14}$/, { error: 'not a phone number' });

/** In small letters: mail systems that tell them apart are none that clients use. */
export const emailValueSchema = z
  .string()
  .max(254)
  .regex(/^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\.]+(\.[^\s@<>"(),:;[\]\\.]+)+$/u, {
    error: 'not an e-mail address',
  })
  .refine((value) => value === value.toLowerCase(), { error: 'not in small letters' });

/** Who said it: a colleague, the client in his own words, or the messenger that knows him by it. */
export const reachSourceSchema = z.enum(['operator', 'client', 'channel']);
export type ReachSource = z.infer<typeof reachSourceSchema>;

const reach = {
  written: z.string().max(MAX_WRITTEN),
  source: reachSourceSchema,
  label: z.string().max(MAX_LABEL).nullable(),
  addedAt: timestampSchema,
};

export const phoneSchema = z.object({ value: phoneValueSchema, ...reach });
export const emailSchema = z.object({ value: emailValueSchema, ...reach });
export type Phone = z.infer<typeof phoneSchema>;
export type Email = z.infer<typeof emailSchema>;

/** What colleagues keep about the client; he never sees it. */
export const contactNoteSchema = z.object({
  id: idSchema,
  text: z.string(),
  authorId: idSchema,
  at: timestampSchema,
  editedAt: timestampSchema.nullable(),
});
export type ContactNote = z.infer<typeof contactNoteSchema>;

/** Something of a card that can be taken off it, and put back. */
export type CardPart =
  { part: 'phone'; phone: Phone } | { part: 'email'; email: Email } | { part: 'note'; note: ContactNote };

/** Another contact that became part of this one and can be taken apart again. */
export const mergedContactSchema = z.object({
  contactId: idSchema,
  name: nameSchema.nullable(),
  number: z.int().positive(),
  byId: idSchema,
  at: timestampSchema,
});
export type MergedContact = z.infer<typeof mergedContactSchema>;

/** What is so with most clients may be left out of their JSON, as with messages. */
export const contactSchema = z.object({
  id: idSchema,
  /** Null until somebody learns it; screens then show a neutral name made from `number`. */
  name: nameSchema.nullable(),
  /** Counts contacts of the workspace from 1: "Client 17" for those without a name. */
  number: z.int().positive(),
  /** Oldest first; each value once. */
  phones: z.array(phoneSchema).default(() => []),
  emails: z.array(emailSchema).default(() => []),
  /** In the order in which they were set; each once, whatever its case. */
  tags: z.array(z.string()).default(() => []),
  /** Newest first. */
  notes: z.array(contactNoteSchema).default(() => []),
  identities: z.array(identitySchema),
  /** What became part of it, newest first. */
  merged: z.array(mergedContactSchema).default(() => []),
  /** What it became part of: then no dialog is of it any more, and only ids of long ago lead to it. */
  mergedInto: idSchema.nullable().default(null),
  createdAt: timestampSchema,
  rev: revSchema,
});
export type Contact = z.infer<typeof contactSchema>;

/** What a new contact begins with. */
export const BLANK = {
  phones: [],
  emails: [],
  tags: [],
  notes: [],
  identities: [],
  merged: [],
  mergedInto: null,
} satisfies Partial<Contact>;

/**
 * How much a contact holds. It travels whole with each of its dialogs, so its notes together are bounded too.
 * Two that are merged may hold twice as much.
 */
export const CONTACT_LIMITS = { phones: 20, emails: 20, tags: 30, notes: 100 } as const;
export type ContactPart = keyof typeof CONTACT_LIMITS;
/** By how many names channels may know one client, and how many others may become part of him: they travel with him, too. */
export const MAX_IDENTITIES = 100;
export const MAX_MERGED = 50;
/** Longest note and longest tag, and all notes together, in UTF-16 units. */
export const MAX_NOTE = 4_000;
export const MAX_NOTES_TEXT = 20_000;
export const MAX_TAG = 40;

/** By what a returning client is recognised (scenario E4). */
export function reachOf({ phones, emails }: Pick<Contact, 'phones' | 'emails'>): string[] {
  return [...phones, ...emails].map(({ value }) => value);
}
