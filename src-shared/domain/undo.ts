import { exhaustive } from '../lib/exhaustive.ts';
import type { Dialog } from './dialog.ts';

/** Those that can be taken back by one press. */
export const UNDOABLE = ['finish', 'spam', 'markRead', 'snooze'] as const;
export type Undoable = (typeof UNDOABLE)[number];

/** What has to be done, one after the other, so that all is as it was; as far as it can be. */
export function undoOf(deed: Undoable, before: Dialog): ('reopen' | 'markUnread' | 'unsnooze')[] {
  switch (deed) {
    case 'finish':
    case 'spam':
      return before.waitingSince === null ? ['reopen'] : ['reopen', 'markUnread'];
    case 'markRead':
      return ['markUnread'];
    case 'snooze':
      return ['unsnooze'];
    default:
      return exhaustive(deed, 'deed');
  }
}
