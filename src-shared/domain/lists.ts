import { isOpen, offeredTo, responsibleOf, type Dialog } from './dialog.ts';
import type { Id } from './ids.ts';

/** The list switch of the main window, in its order. */
export const LISTS = ['unanswered', 'mine', 'all', 'closed'] as const;
export type ListName = (typeof LISTS)[number];

/**
 * Which lists a dialog stands in for one operator. Unanswered holds what waits for *me*: free dialogs and my own;
 * one claimed by a colleague leaves it at once (scenario B3), and one that rests until later is not in it. What is offered to me
 * waits for my word whether the client waits or not. "All" holds all open ones in scope.
 */
export function listsOf(dialog: Dialog, me: Id): ReadonlySet<ListName> {
  const lists = new Set<ListName>();
  if (!isOpen(dialog)) return lists.add('closed');
  lists.add('all');
  const responsible = responsibleOf(dialog);
  const mine = responsible === me || dialog.participantIds.includes(me);
  if (mine) lists.add('mine');
  const waits = dialog.waitingSince !== null && dialog.snoozed === null && (responsible === null || mine);
  if (waits || offeredTo(dialog) === me) lists.add('unanswered');
  return lists;
}
