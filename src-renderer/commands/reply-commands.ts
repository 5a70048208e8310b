import { MessageSquareQuote, NotebookText, Zap } from 'lucide-react';

/**
 * Ctrl+Shift with a digit, Ctrl on a Mac too. Alt with a digit writes on a Mac and belongs to the lists, Ctrl with a digit to the
 * browser's tabs, Cmd+Shift with one to the Mac's screenshots, and Ctrl+Alt is AltGr: letters, on many layouts.
 */
const slot = <N extends number>(n: N) =>
  ({
    title: `reply.slot${n}`,
    group: 'dialog',
    icon: Zap,
    keys: [{ code: `Digit${n}`, ctrl: true, shift: true }],
    quiet: true,
  }) as const;

/** Prepared texts: the list of them, the window in which they are made, and nine that have keys. */
export const REPLY_COMMANDS = {
  'reply.pick': {
    title: 'reply.pick',
    group: 'dialog',
    icon: MessageSquareQuote,
    words: 'command.words.replies',
    keys: [{ code: 'KeyQ', alt: true }],
    slash: 'command.slash.replies',
    asks: true,
  },
  'reply.manage': {
    title: 'reply.manage',
    group: 'app',
    icon: NotebookText,
    words: 'command.words.replies',
    asks: true,
  },
  'reply.slot1': slot(1),
  'reply.slot2': slot(2),
  'reply.slot3': slot(3),
  'reply.slot4': slot(4),
  'reply.slot5': slot(5),
  'reply.slot6': slot(6),
  'reply.slot7': slot(7),
  'reply.slot8': slot(8),
  'reply.slot9': slot(9),
} as const;
