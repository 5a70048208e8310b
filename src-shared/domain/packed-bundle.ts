import { fieldsOf } from '../lib/fields.ts';

/**
 * A bundle as packs of the archive hold it: messages leave out what their dialog says, that is `dialogId` and, where the client of the
 * dialog is the author, `contactId`. Together these are a quarter of the bytes of an archive.
 * @param item as it lies in a pack, lean or whole
 * @returns the same with whole messages, for the schema of bundles to decide about
 */
export function wholeBundle(item: unknown): unknown {
  const { dialog, page } = fieldsOf(item);
  const { messages } = fieldsOf(page);
  if (!Array.isArray(messages)) return item;
  const { id, contactId } = fieldsOf(dialog);
  const whole = messages.map((message: unknown) => wholeMessage(message, id, contactId));
  return { ...fieldsOf(item), page: { ...fieldsOf(page), messages: whole } };
}

function wholeMessage(message: unknown, dialogId: unknown, contactId: unknown): unknown {
  const fields = fieldsOf(message);
  const author = fieldsOf(fields['author']);
  const byClient = author['kind'] === 'client' && author['contactId'] === undefined;
  return { dialogId, ...fields, author: byClient ? { ...author, contactId } : fields['author'] };
}
