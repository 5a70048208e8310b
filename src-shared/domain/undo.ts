import { exhaustive } from '../lib/exhaustive.ts';
import type { Dialog } from './dialog.ts';
import type { Timestamp } from './ids.ts';

/** Those that can be taken back by one press. */
export const UNDOABLE = ['finish', 'spam', 'markRead', 'markUnread', 'snooze', 'reopen'] as const;
export type Undoable = (typeof UNDOABLE)[number];

export type UndoStep =
  | { kind: 'reopen' | 'markRead' | 'markUnread' | 'unsnooze' | 'finish' | 'spam' }
  | { kind: 'snooze'; until: Timestamp };

/** What has to be done, one after the other, so that all is as it was; as far as it can be. */
export function undoOf(deed: Undoable, before: Dialog): UndoStep[] {
  const rest: UndoStep[] = before.snoozed ? [{ kind: 'snooze', until: before.snoozed.until }] : [];
  switch (deed) {
    case 'finish':
    case 'spam':
      return [
        { kind: 'reopen' },
        ...(before.waitingSince === null ? [] : [{ kind: 'markUnread' } as const]),
        ...rest,
      ];
    case 'markRead':
      return [{ kind: 'markUnread' }, ...rest];
    case 'markUnread':
      return [{ kind: 'markRead' }, ...rest];
    case 'snooze':
      return before.snoozed === null ? [{ kind: 'unsnooze' }] : rest;
    case 'reopen':
      return [
        { kind: before.state.status === 'closed' && before.state.outcome === 'spam' ? 'spam' : 'finish' },
      ];
    default:
      return exhaustive(deed, 'deed');
  }
}
