import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { cleanText, isBlank } from '../lib/text.ts';
import { defineContactIntent } from './define.ts';

const MAX_NAME = 200;

/** A name as it is kept; null where it shows nothing. */
const keptNameSchema = z
  .string()
  .overwrite((name) => cleanText(name).replace(/\s+/g, ' ').trim())
  .max(MAX_NAME)
  .nullable()
  .transform((name) => (name === null || isBlank(name) ? null : name));

/** What colleagues call the client. An empty name takes it away. */
export const contactRename = defineContactIntent({
  name: 'contact.rename',
  args: z.object({ contactId: idSchema, name: keptNameSchema }),
  check: () => null,
  effect(_ctx, contact, { name }) {
    return contact.name === name ? contact : { ...contact, name };
  },
});
