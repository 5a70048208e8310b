import { isOpen, responsibleOf, type Dialog } from './dialog.ts';
import type { Id } from './ids.ts';

/** The list switch of the main window, in its order. */
export const LISTS = ['unanswered', 'mine', 'all', 'closed'] as const;
export type ListName = (typeof LISTS)[number];

/**
 * Which lists a dialog stands in for one operator. Unanswered holds what waits for *me*: free dialogs and my own;
 * one claimed by a colleague leaves it at once (scenario B3). "All" holds all open ones in scope.
 */
export function listsOf(dialog: Dialog, me: Id): ReadonlySet<ListName> {
  const lists = new Set<ListName>();
  if (!isOpen(dialog)) return lists.add('closed');
  lists.add('all');
  const responsible = responsibleOf(dialog);
  const mine = responsible === me || dialog.participantIds.includes(me);
  if (mine) lists.add('mine');
  if (dialog.waitingSince !== null && (responsible === null || mine)) lists.add('unanswered');
  return lists;
}
