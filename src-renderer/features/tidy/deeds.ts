import type { DialogView } from '#renderer/data/queries/views.ts';
import { isOpen } from '#shared/domain/dialog.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';

/** What a person does to put his dialogs in order, in the order of the menu. */
export const TIDY_DEEDS = [
  'markRead',
  'markUnread',
  'pin',
  'unpin',
  'snooze',
  'unsnooze',
  'reopen',
  'spam',
] as const;
export type TidyDeed = (typeof TIDY_DEEDS)[number];

/** Which of them have a meaning for the dialog as it is; whether they may be done says `view.can`. */
export function meaningful({ dialog, idle }: DialogView, deed: TidyDeed): boolean {
  const unread = dialog.waitingSince !== null || dialog.unread > 0;
  switch (deed) {
    case 'markRead':
      return isOpen(dialog) && unread;
    case 'markUnread':
      return isOpen(dialog) && !unread;
    case 'snooze':
    case 'spam':
      return isOpen(dialog);
    case 'pin':
    case 'unpin':
      return !idle.has(deed);
    case 'unsnooze':
      return isOpen(dialog) && dialog.snoozed !== null;
    case 'reopen':
      return !isOpen(dialog);
    default:
      return exhaustive(deed, 'deed');
  }
}
