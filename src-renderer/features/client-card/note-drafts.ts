import type { Id } from '#shared/domain/ids.ts';

/** Notes that were begun: whoever looks at another dialog meanwhile finds his words again. Until the window closes. */
const begun = new Map<Id, string>();

export const draftOf = (contactId: Id): string => begun.get(contactId) ?? '';

export function keepDraft(contactId: Id, text: string): void {
  if (text === '') begun.delete(contactId);
  else begun.set(contactId, text);
}
