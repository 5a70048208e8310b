import type { Id } from '#shared/domain/ids.ts';

/** Dialogs whose message, as it stands in the field, has a reply in it: the next one is put below. As long as this window lives. */
const stacks = new Set<Id>();

export const isStacked = (dialogId: Id): boolean => stacks.has(dialogId);

export function noteStacked(dialogId: Id, stacked: boolean): void {
  if (stacked) stacks.add(dialogId);
  else stacks.delete(dialogId);
}
