import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Author } from '#shared/domain/message.ts';

/** A bundle as the hub writes it for who asks for a lean archive. */
export function leanBundle({ dialog, contact, page }: DialogBundle): unknown {
  const authorOf = (author: Author): object =>
    author.kind === 'client' && author.contactId === dialog.contactId ? { kind: 'client' } : author;
  const messages = page.messages.map(({ dialogId: _, author, ...said }) => ({
    ...said,
    author: authorOf(author),
  }));
  return { dialog, contact, page: { dialogId: page.dialogId, messages } };
}
