/** What one contact brings into another, and what is left when it goes again. Pure. */
import type { Contact } from '#shared/domain/contact.ts';
import type { ContactPair } from '#shared/intents/define.ts';
import { sameTag } from '#shared/intents/contact-tag.ts';
import type { Brought } from '../db/tables.ts';
import type { OtherMerge } from './merge-rows.ts';

type Reach = { value: string };

export function broughtBy({ from, into }: ContactPair): Brought {
  const news = (own: readonly Reach[], other: readonly Reach[]): string[] => {
    const known = new Set(own.map(({ value }) => value));
    return other.map(({ value }) => value).filter((value) => !known.has(value));
  };
  const notes = new Set(into.notes.map(({ id }) => id));
  return {
    name: into.name === null && from.name !== null,
    phones: news(into.phones, from.phones),
    emails: news(into.emails, from.emails),
    tags: from.tags.filter((tag) => !into.tags.some((one) => sameTag(one, tag))),
    notes: from.notes.map(({ id }) => id).filter((id) => !notes.has(id)),
    identities: from.identities.map(({ channelId, externalId }) => ({ channelId, externalId })),
  };
}

/**
 * The contact that goes, as it was, with what happened since to what it had brought: a note that was corrected is corrected, a
 * number that was taken away is not there again.
 */
export function restored({ from, into }: ContactPair, brought: Brought): Partial<Contact> {
  const entries = <Entry extends Reach>(was: Entry[], now: Entry[], values: readonly string[]): Entry[] =>
    was.flatMap((entry) => {
      if (!values.includes(entry.value)) return [entry];
      return now.find(({ value }) => value === entry.value) ?? [];
    });
  return {
    phones: entries(from.phones, into.phones, brought.phones),
    emails: entries(from.emails, into.emails, brought.emails),
    tags: from.tags.filter(
      (tag) => !brought.tags.includes(tag) || into.tags.some((one) => sameTag(one, tag)),
    ),
    notes: from.notes.flatMap((note) => {
      if (!brought.notes.includes(note.id)) return [note];
      return into.notes.find(({ id }) => id === note.id) ?? [];
    }),
  };
}

export interface Left {
  contact: Partial<Contact>;
  /** Others that are part of it have brought the same: now it is theirs. */
  inherited: { id: string; brought: Brought }[];
}

/** The contact that stays, without what came with the other one. What was added to it since stays. */
export function withoutBrought(
  { from, into }: ContactPair,
  brought: Brought,
  others: readonly OtherMerge[],
): Left {
  const heirs = others.map(({ id, from: other, brought: has }) => ({ id, other, brought: has }));
  const goes = (
    part: 'phones' | 'emails' | 'tags' | 'notes',
    has: (contact: Contact, value: string) => boolean,
  ): Set<string> => {
    const gone = new Set(brought[part]);
    for (const value of brought[part]) {
      const heir = heirs.find(({ other }) => has(other, value));
      if (!heir) continue;
      gone.delete(value);
      heir.brought = { ...heir.brought, [part]: [...heir.brought[part], value] };
    }
    return gone;
  };
  const phones = goes('phones', (contact, value) => contact.phones.some((one) => one.value === value));
  const emails = goes('emails', (contact, value) => contact.emails.some((one) => one.value === value));
  const tags = goes('tags', (contact, value) => contact.tags.some((one) => sameTag(one, value)));
  const notes = goes('notes', (contact, value) => contact.notes.some(({ id }) => id === value));
  const name = brought.name && into.name === from.name ? nameOfHeir(heirs) : into.name;
  return {
    contact: {
      name,
      phones: into.phones.filter(({ value }) => !phones.has(value)).map(asHeirHas('phones', heirs, brought)),
      emails: into.emails.filter(({ value }) => !emails.has(value)).map(asHeirHas('emails', heirs, brought)),
      tags: into.tags.filter((tag) => !tags.has(tag)),
      notes: into.notes.filter(({ id }) => !notes.has(id)),
    },
    inherited: heirs
      .filter(({ brought: has }, i) => has !== others[i]?.brought)
      .map(({ id, brought: has }) => ({ id, brought: has })),
  };
}

/** Of several that have one it is the name of whoever came first, as if who goes had never come. */
function nameOfHeir(heirs: { other: Contact; brought: Brought }[]): string | null {
  const heir = heirs.find(({ other }) => other.name !== null);
  if (!heir) return null;
  heir.brought = { ...heir.brought, name: true };
  return heir.other.name;
}

/** What the heir has now is what he had: in his spelling, from his source. */
function asHeirHas<Part extends 'phones' | 'emails'>(
  part: Part,
  heirs: readonly { other: Contact }[],
  brought: Brought,
): (entry: Contact[Part][number]) => Contact[Part][number] {
  return (entry) => {
    if (!brought[part].includes(entry.value)) return entry;
    const own = heirs.map(({ other }) => other[part].find(({ value }) => value === entry.value));
    return own.find((one) => one !== undefined) ?? entry;
  };
}
