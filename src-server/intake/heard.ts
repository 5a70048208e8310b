/** What a client's message says of himself, and what of it is kept (scenario E3). Pure. */
import {
  CONTACT_LIMITS,
  DEFAULT_COUNTRY,
  emailValueSchema,
  MAX_WRITTEN,
  type Contact,
} from '#shared/domain/contact.ts';
import type { Timestamp } from '#shared/domain/ids.ts';
import { findEmails, type FoundEmail } from '#shared/lib/emails.ts';
import { findPhones, type FoundPhone } from '#shared/lib/phones.ts';

export interface Heard {
  name: string | null;
  phones: FoundPhone[];
  emails: FoundEmail[];
}

/** Only so much of a text is looked through: whoever leaves his number does it in a short one. */
const LOOKED_AT = 2_000;
/** More in one message are a list of something. */
const MOST = 3;
const FEWEST_DIGITS = 7;

/** @param text hostile; @param name as the channel gives it, cleaned */
export function hear(text: string, name: string | null): Heard {
  const beginning = text.slice(0, LOOKED_AT).toWellFormed();
  const digits = beginning.replace(/\D/g, '').length;
  return {
    name,
    phones: digits < FEWEST_DIGITS ? [] : few(findPhones(beginning, DEFAULT_COUNTRY, MOST + 1)),
    emails: beginning.includes('@')
      ? few(findEmails(beginning, MOST + 1)).filter(({ value }) => emailValueSchema.safeParse(value).success)
      : [],
  };
}

function few<Found>(found: Found[]): Found[] {
  return found.length > MOST ? [] : found;
}

/**
 * The contact with what was heard of him. A name is kept only while there is none: what a colleague wrote is worth more than what a
 * client types into a form. Numbers and addresses are added while there is room, and not once a colleague took them away.
 * @returns the same contact when there is nothing new
 */
export function withHeard(
  contact: Contact,
  heard: Heard,
  dropped: readonly string[],
  now: Timestamp,
): Contact {
  const name = contact.name ?? heard.name;
  const phones = withFound(contact.phones, heard.phones, dropped, CONTACT_LIMITS.phones, now);
  const emails = withFound(contact.emails, heard.emails, dropped, CONTACT_LIMITS.emails, now);
  const same = name === contact.name && phones === contact.phones && emails === contact.emails;
  return same ? contact : { ...contact, name, phones, emails };
}

type Entry = Contact['phones'][number];

function withFound(
  entries: Entry[],
  found: readonly { value: string; written: string }[],
  dropped: readonly string[],
  most: number,
  now: Timestamp,
): Entry[] {
  const known = new Set([...entries.map(({ value }) => value), ...dropped]);
  const added = found
    .filter(({ value }) => !known.has(value))
    .slice(0, Math.max(0, most - entries.length))
    .map(({ value, written }): Entry => {
      const short = written.slice(0, MAX_WRITTEN).toWellFormed();
      return { value, written: short, source: 'client', label: null, addedAt: now };
    });
  return added.length === 0 ? entries : [...entries, ...added];
}
