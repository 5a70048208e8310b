import { z } from 'zod';
import { contactNoteSchema, emailSchema, phoneSchema, type ContactNote } from '../domain/contact.ts';
import { idSchema, type Timestamp } from '../domain/ids.ts';
import { noteTextSchema, refuseIfOthers, refuseIfTooMuch } from './contact-note.ts';
import { emailInputSchema, labelSchema, phoneInputSchema, refuseIfFull } from './contact-reach.ts';
import { defineContactIntent, type ContactContext } from './define.ts';

/** Something of a card as it was before it was taken away: where it came from, whose it is and since when. */
const partSchema = z.discriminatedUnion('part', [
  z.object({
    part: z.literal('phone'),
    phone: phoneSchema.extend({ ...phoneInputSchema.shape, label: labelSchema }),
  }),
  z.object({
    part: z.literal('email'),
    email: emailSchema.extend({ ...emailInputSchema.shape, label: labelSchema }),
  }),
  z.object({ part: z.literal('note'), note: contactNoteSchema.extend({ text: noteTextSchema }) }),
]);

/** Oldest first; what was kept meanwhile stays as it is. */
function withEntry<Entry extends { value: string; addedAt: Timestamp }>(
  ctx: ContactContext,
  entries: Entry[],
  entry: Entry,
): Entry[] {
  if (entries.some(({ value }) => value === entry.value)) return entries;
  const back = { ...entry, addedAt: Math.min(entry.addedAt, ctx.now) };
  const after = entries.findIndex(({ addedAt }) => addedAt > back.addedAt);
  return entries.toSpliced(after < 0 ? entries.length : after, 0, back);
}

/** Newest first. */
function withNote(ctx: ContactContext, notes: ContactNote[], note: ContactNote): ContactNote[] {
  if (notes.some(({ id }) => id === note.id)) return notes;
  const at = Math.min(note.at, ctx.now);
  const editedAt = note.editedAt === null ? null : Math.min(note.editedAt, ctx.now);
  const before = notes.findIndex((other) => other.at < at);
  return notes.toSpliced(before < 0 ? notes.length : before, 0, { ...note, at, editedAt });
}

/**
 * Puts back what was just taken off the card. A note goes back under its author's name by those who may change it: so nobody is made to
 * say here what he could not be made to say by a correction.
 */
export const contactRestore = defineContactIntent({
  name: 'contact.restore',
  args: z.object({ contactId: idSchema, what: partSchema }),
  check(ctx, contact, { what }) {
    if (what.part === 'phone') return refuseIfFull('phones', contact.phones, what.phone.value);
    if (what.part === 'email') return refuseIfFull('emails', contact.emails, what.email.value);
    const others = contact.notes.filter(({ id }) => id !== what.note.id);
    return refuseIfOthers(ctx, what.note) ?? refuseIfTooMuch(others, what.note.text);
  },
  effect(ctx, contact, { what }) {
    const { phones, emails, notes } = contact;
    const next = {
      phones: what.part === 'phone' ? withEntry(ctx, phones, what.phone) : phones,
      emails: what.part === 'email' ? withEntry(ctx, emails, what.email) : emails,
      notes: what.part === 'note' ? withNote(ctx, notes, what.note) : notes,
    };
    const same = next.phones === phones && next.emails === emails && next.notes === notes;
    return same ? contact : { ...contact, ...next };
  },
});
