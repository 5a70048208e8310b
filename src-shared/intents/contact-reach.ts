import { z } from 'zod';
import {
  CONTACT_LIMITS,
  emailValueSchema,
  MAX_LABEL,
  MAX_WRITTEN,
  phoneValueSchema,
  type Email,
  type Phone,
} from '../domain/contact.ts';
import { idSchema } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { cleanText } from '../lib/text.ts';
import { defineContactIntent, type ContactContext } from './define.ts';

const writtenSchema = z
  .string()
  .overwrite((text) => cleanText(text).trim())
  .max(MAX_WRITTEN);

export const labelSchema = z
  .string()
  .overwrite((text) => cleanText(text).replace(/\s+/g, ' ').trim())
  .max(MAX_LABEL)
  .nullable()
  .default(null);

/** A number as it is kept, and as it was typed; the client of the hub makes the one from the other (`readPhone`). */
export const phoneInputSchema = z.object({ value: phoneValueSchema, written: writtenSchema });
/** What was kept before may be unclean and is shown all the same; nothing unclean is kept any more, and not all of it could be. */
export const emailInputSchema = z.object({
  value: emailValueSchema.refine((value) => value === cleanText(value), { error: 'not an e-mail address' }),
  written: writtenSchema,
});

type Reach = Phone | Email;

export function refuseIfFull(
  part: 'phones' | 'emails',
  entries: readonly Reach[],
  value: string,
): Refusal | null {
  const most = CONTACT_LIMITS[part];
  const known = entries.some((entry) => entry.value === value);
  return known || entries.length < most ? null : { code: 'contact_full', part, most };
}

/** What the client said himself becomes the colleague's word when a colleague says it too. */
function withReach<Entry extends Reach>(
  ctx: ContactContext,
  entries: Entry[],
  said: { value: string; written: string; label: string | null },
  make: (reach: Reach) => Entry,
): Entry[] {
  const known = entries.find(({ value }) => value === said.value);
  if (!known) return [...entries, make({ ...said, source: 'operator', addedAt: ctx.now })];
  const label = said.label ?? known.label;
  const source = known.source === 'client' ? 'operator' : known.source;
  if (label === known.label && source === known.source) return entries;
  return entries.map((entry) => (entry === known ? { ...known, label, source } : entry));
}

function without<Entry extends Reach>(entries: Entry[], value: string): Entry[] {
  return entries.some((entry) => entry.value === value)
    ? entries.filter((entry) => entry.value !== value)
    : entries;
}

export const contactAddPhone = defineContactIntent({
  name: 'contact.addPhone',
  args: z.object({ contactId: idSchema, phone: phoneInputSchema, label: labelSchema }),
  check: (_ctx, contact, { phone }) => refuseIfFull('phones', contact.phones, phone.value),
  effect(ctx, contact, { phone, label }) {
    const phones = withReach(ctx, contact.phones, { ...phone, label }, (reach): Phone => reach);
    return phones === contact.phones ? contact : { ...contact, phones };
  },
});

export const contactRemovePhone = defineContactIntent({
  name: 'contact.removePhone',
  args: z.object({ contactId: idSchema, value: phoneValueSchema }),
  check: () => null,
  effect(_ctx, contact, { value }) {
    const phones = without(contact.phones, value);
    return phones === contact.phones ? contact : { ...contact, phones };
  },
});

export const contactAddEmail = defineContactIntent({
  name: 'contact.addEmail',
  args: z.object({ contactId: idSchema, email: emailInputSchema, label: labelSchema }),
  check: (_ctx, contact, { email }) => refuseIfFull('emails', contact.emails, email.value),
  effect(ctx, contact, { email, label }) {
    const emails = withReach(ctx, contact.emails, { ...email, label }, (reach): Email => reach);
    return emails === contact.emails ? contact : { ...contact, emails };
  },
});

export const contactRemoveEmail = defineContactIntent({
  name: 'contact.removeEmail',
  args: z.object({ contactId: idSchema, value: emailValueSchema }),
  check: () => null,
  effect(_ctx, contact, { value }) {
    const emails = without(contact.emails, value);
    return emails === contact.emails ? contact : { ...contact, emails };
  },
});
