import type { z } from 'zod';
import type { Contact } from '../domain/contact.ts';
import type { Id } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { exhaustive } from '../lib/exhaustive.ts';
import type { OnContact, OnPair } from './all.ts';
import { contactMerge, contactUnmerge } from './contact-merge.ts';
import { contactDeleteNote, contactEditNote, contactNote } from './contact-note.ts';
import { contactAddEmail, contactAddPhone, contactRemoveEmail, contactRemovePhone } from './contact-reach.ts';
import { contactRename } from './contact-rename.ts';
import { contactRestore } from './contact-restore.ts';
import { contactTag, contactUntag } from './contact-tag.ts';
import type { ContactContext, ContactIntent, ContactPair } from './define.ts';

export type AppliedToContact = { ok: true; contact: Contact } | { ok: false; refusal: Refusal };
export type AppliedToPair = { ok: true; pair: ContactPair } | { ok: false; refusal: Refusal };

function run<Name extends string, Args extends z.ZodType<{ contactId: Id }>>(
  def: ContactIntent<Name, Args>,
  ctx: ContactContext,
  contact: Contact,
  args: z.output<Args>,
): AppliedToContact {
  const refusal = def.check(ctx, contact, args);
  return refusal ? { ok: false, refusal } : { ok: true, contact: def.effect(ctx, contact, args) };
}

/** Checks an intent against a client and computes what it does; pure. The actor must already be known to see a dialog of his. */
export function applyToContact(ctx: ContactContext, contact: Contact, intent: OnContact): AppliedToContact {
  switch (intent.name) {
    case 'contact.rename':
      return run(contactRename, ctx, contact, intent.args);
    case 'contact.addPhone':
      return run(contactAddPhone, ctx, contact, intent.args);
    case 'contact.removePhone':
      return run(contactRemovePhone, ctx, contact, intent.args);
    case 'contact.addEmail':
      return run(contactAddEmail, ctx, contact, intent.args);
    case 'contact.removeEmail':
      return run(contactRemoveEmail, ctx, contact, intent.args);
    case 'contact.tag':
      return run(contactTag, ctx, contact, intent.args);
    case 'contact.untag':
      return run(contactUntag, ctx, contact, intent.args);
    case 'contact.note':
      return run(contactNote, ctx, contact, intent.args);
    case 'contact.editNote':
      return run(contactEditNote, ctx, contact, intent.args);
    case 'contact.deleteNote':
      return run(contactDeleteNote, ctx, contact, intent.args);
    case 'contact.restore':
      return run(contactRestore, ctx, contact, intent.args);
    default:
      return exhaustive(intent, 'intent on a contact');
  }
}

/** The same for two clients, both of whom the actor must be known to see. */
export function applyToPair(ctx: ContactContext, pair: ContactPair, intent: OnPair): AppliedToPair {
  const def = intent.name === 'contact.merge' ? contactMerge : contactUnmerge;
  const refusal = def.check(ctx, pair);
  return refusal ? { ok: false, refusal } : { ok: true, pair: def.effect(ctx, pair) };
}
