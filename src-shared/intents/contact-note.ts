import { z } from 'zod';
import {
  CONTACT_LIMITS,
  MAX_NOTE,
  MAX_NOTES_TEXT,
  type Contact,
  type ContactNote,
} from '../domain/contact.ts';
import { idSchema, type Id } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { cleanText, isBlank } from '../lib/text.ts';
import { defineContactIntent, type ContactContext } from './define.ts';

export const noteTextSchema = z
  .string()
  .overwrite((text) => cleanText(text).trim())
  .max(MAX_NOTE)
  .refine((text) => !isBlank(text), { error: 'the note is empty' });

export function notesLength(notes: readonly ContactNote[]): number {
  return notes.reduce((sum, { text }) => sum + text.length, 0);
}

export function refuseIfTooMuch(notes: readonly ContactNote[], text: string): Refusal | null {
  const most = CONTACT_LIMITS.notes;
  const fits = notes.length < most && notesLength(notes) + text.length <= MAX_NOTES_TEXT;
  return fits ? null : { code: 'contact_full', part: 'notes', most };
}

/** His own words, or somebody's whom a supervisor corrects. */
export function refuseIfOthers(ctx: ContactContext, note: ContactNote): Refusal | null {
  const may = note.authorId === ctx.actor.operatorId || ctx.actor.role !== 'operator';
  return may ? null : { code: 'forbidden' };
}

const noteOf = (contact: Contact, noteId: Id): ContactNote | undefined =>
  contact.notes.find(({ id }) => id === noteId);

/** For colleagues. The note has the id of the intent. */
export const contactNote = defineContactIntent({
  name: 'contact.note',
  args: z.object({ contactId: idSchema, text: noteTextSchema }),
  check: (_ctx, contact, { text }) => refuseIfTooMuch(contact.notes, text),
  effect(ctx, contact, { text }) {
    if (noteOf(contact, ctx.intentId)) return contact;
    const { operatorId: authorId } = ctx.actor;
    const note: ContactNote = { id: ctx.intentId, text, authorId, at: ctx.now, editedAt: null };
    return { ...contact, notes: [note, ...contact.notes] };
  },
});

export const contactEditNote = defineContactIntent({
  name: 'contact.editNote',
  args: z.object({ contactId: idSchema, noteId: idSchema, text: noteTextSchema }),
  check(ctx, contact, { noteId, text }) {
    const note = noteOf(contact, noteId);
    if (!note) return { code: 'not_found' };
    const others = contact.notes.filter((one) => one !== note);
    return refuseIfOthers(ctx, note) ?? refuseIfTooMuch(others, text);
  },
  effect(ctx, contact, { noteId, text }) {
    const note = noteOf(contact, noteId);
    if (!note || note.text === text) return contact;
    const edited = { ...note, text, editedAt: ctx.now };
    return { ...contact, notes: contact.notes.map((one) => (one === note ? edited : one)) };
  },
});

/** A note that is not there any more is what was wanted. */
export const contactDeleteNote = defineContactIntent({
  name: 'contact.deleteNote',
  args: z.object({ contactId: idSchema, noteId: idSchema }),
  check(ctx, contact, { noteId }) {
    const note = noteOf(contact, noteId);
    return note ? refuseIfOthers(ctx, note) : null;
  },
  effect(_ctx, contact, { noteId }) {
    if (!noteOf(contact, noteId)) return contact;
    return { ...contact, notes: contact.notes.filter(({ id }) => id !== noteId) };
  },
});
