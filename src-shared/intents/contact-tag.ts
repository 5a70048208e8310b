import { z } from 'zod';
import { CONTACT_LIMITS, MAX_TAG } from '../domain/contact.ts';
import { idSchema } from '../domain/ids.ts';
import { cleanText, isBlank } from '../lib/text.ts';
import { defineContactIntent } from './define.ts';

const tagSchema = z
  .string()
  .overwrite((text) => cleanText(text).replace(/\s+/g, ' ').trim())
  .max(MAX_TAG)
  .refine((text) => !isBlank(text), { error: 'the tag is empty' });

const args = z.object({ contactId: idSchema, tag: tagSchema });

/** "VIP" and "vip" are one tag. */
export const sameTag = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const contactTag = defineContactIntent({
  name: 'contact.tag',
  args,
  check(_ctx, { tags }, { tag }) {
    const most = CONTACT_LIMITS.tags;
    if (tags.length < most || tags.some((one) => sameTag(one, tag))) return null;
    return { code: 'contact_full', part: 'tags', most };
  },
  effect(_ctx, contact, { tag }) {
    if (contact.tags.some((one) => sameTag(one, tag))) return contact;
    return { ...contact, tags: [...contact.tags, tag] };
  },
});

export const contactUntag = defineContactIntent({
  name: 'contact.untag',
  args,
  check: () => null,
  effect(_ctx, contact, { tag }) {
    const tags = contact.tags.filter((one) => !sameTag(one, tag));
    return tags.length === contact.tags.length ? contact : { ...contact, tags };
  },
});
