import type { Contact } from '#shared/domain/contact.ts';

/** What a card will say after two clients were made one. */
export type Preview = Pick<
  Contact,
  'name' | 'number' | 'phones' | 'emails' | 'tags' | 'notes' | 'identities'
>;

/** For who has to decide; what is really done, the intent decides. Pure. @param into the one who stays */
export function preview(from: Contact, into: Contact): Preview {
  // The survivor's own come first, and keep their words where both have the same.
  const once = <T>(own: readonly T[], others: readonly T[], keyOf: (one: T) => string): T[] => {
    const known = new Set(own.map(keyOf));
    return [...own, ...others.filter((one) => !known.has(keyOf(one)))];
  };
  return {
    name: into.name ?? from.name,
    number: into.number,
    phones: once(into.phones, from.phones, ({ value }) => value),
    emails: once(into.emails, from.emails, ({ value }) => value),
    tags: once(into.tags, from.tags, (tag) => tag.toLowerCase()),
    notes: once(into.notes, from.notes, ({ id }) => id),
    identities: [...into.identities, ...from.identities],
  };
}

/** Of two the one with a name stays, of two with one who is known longer. Pure. */
export function whoStays(a: Contact, b: Contact): Contact {
  const [named, otherNamed] = [a, b].map(({ name }) => (name ?? '').trim() !== '');
  if (named !== otherNamed) return named === true ? a : b;
  return a.createdAt <= b.createdAt ? a : b;
}
