import { z } from 'zod';
import {
  CONTACT_LIMITS,
  MAX_IDENTITIES,
  MAX_MERGED,
  MAX_NOTES_TEXT,
  type Contact,
  type ContactPart,
} from '../domain/contact.ts';
import { idSchema } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { defineContactPairIntent, type ContactPair } from './define.ts';
import { notesLength } from './contact-note.ts';
import { sameTag } from './contact-tag.ts';

const args = z
  .object({ fromId: idSchema, intoId: idSchema })
  .refine(({ fromId, intoId }) => fromId !== intoId, { error: 'a client cannot be merged with himself' });

/** Most dialogs that go to another client at once. */
export const MAX_MERGED_DIALOGS = 1_000;

/** Everything of both; the survivor's own comes first and keeps its words where both have the same. */
function united({ from, into }: ContactPair): Pick<Contact, 'name' | ContactPart> {
  const reach = <Entry extends { value: string }>(own: Entry[], other: Entry[]): Entry[] => {
    const known = new Set(own.map(({ value }) => value));
    return [...own, ...other.filter(({ value }) => !known.has(value))];
  };
  const notes = new Map([...into.notes, ...from.notes].map((note) => [note.id, note]));
  return {
    name: into.name ?? from.name,
    phones: reach(into.phones, from.phones),
    emails: reach(into.emails, from.emails),
    tags: [...into.tags, ...from.tags.filter((tag) => !into.tags.some((one) => sameTag(one, tag)))],
    notes: [...notes.values()].toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)),
  };
}

function refuseIfTooMuch(pair: ContactPair): Refusal | null {
  const sum = united(pair);
  for (const part of ['phones', 'emails', 'tags', 'notes'] as const) {
    const most = CONTACT_LIMITS[part] * 2;
    if (sum[part].length > most) return { code: 'contact_full', part, most };
  }
  const { from, into } = pair;
  if (into.merged.length >= MAX_MERGED) return { code: 'contact_full', part: 'merged', most: MAX_MERGED };
  if (from.identities.length + into.identities.length > MAX_IDENTITIES)
    return { code: 'contact_full', part: 'identities', most: MAX_IDENTITIES };
  const long = notesLength(sum.notes) > MAX_NOTES_TEXT * 2;
  return long ? { code: 'contact_full', part: 'notes', most: CONTACT_LIMITS.notes * 2 } : null;
}

/**
 * `from` becomes part of `into`: with everything that is known of him, all his talks and whatever he writes from now on. What each
 * was before stays known to the hub, which can take them apart again. Of two who merge crosswise at once, one is refused.
 */
export const contactMerge = defineContactPairIntent({
  name: 'contact.merge',
  args,
  check(_ctx, { from, into }) {
    if (into.mergedInto !== null) return { code: 'contact_merged', intoId: into.mergedInto };
    if (from.mergedInto !== null && from.mergedInto !== into.id)
      return { code: 'contact_merged', intoId: from.mergedInto };
    return from.mergedInto === into.id ? null : refuseIfTooMuch({ from, into });
  },
  effect(ctx, { from, into }) {
    if (from.mergedInto === into.id) return { from, into };
    const { id: contactId, name, number } = from;
    const record = { contactId, name, number, byId: ctx.actor.operatorId, at: ctx.now };
    return {
      from: { ...from, identities: [], mergedInto: into.id },
      into: {
        ...into,
        ...united({ from, into }),
        identities: [...into.identities, ...from.identities].toSorted(byPlace),
        merged: [record, ...into.merged],
      },
    };
  },
});

function byPlace(a: Contact['identities'][number], b: typeof a): number {
  const [left, right] = [`${a.channelId} ${a.externalId}`, `${b.channelId} ${b.externalId}`];
  return left < right ? -1 : Number(left > right);
}

/**
 * Takes apart what was merged: `from` is again what he was, with his talks and those that he began since; what was added to
 * `into` since stays there. Only the hub knows what came from whom: until it says so, the two are only shown as being taken apart.
 */
export const contactUnmerge = defineContactPairIntent({
  name: 'contact.unmerge',
  args,
  check: () => null,
  effect(_ctx, { from, into }) {
    if (from.mergedInto !== into.id) return { from, into };
    return {
      from: { ...from, mergedInto: null },
      into: { ...into, merged: into.merged.filter(({ contactId }) => contactId !== from.id) },
    };
  },
});
