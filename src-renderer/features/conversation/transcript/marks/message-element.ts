import type { Id } from '#shared/domain/ids.ts';

/** What a message of the transcript is drawn as. */
export const ARTICLE = 'article[data-message-id]';

/** The drawn message; null when it has left the transcript meanwhile. */
export function messageElement(messageId: Id): Element | null {
  return document.querySelector(`${ARTICLE}[data-message-id="${CSS.escape(messageId)}"]`);
}
