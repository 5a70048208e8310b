import type { DialogIntentName } from '#shared/intents/all.ts';
import { newId } from '#server/lib/ids.ts';

/** What each intent needs beside its dialog. @param colleague whom it names, where it names one */
export function dialogArgs(colleague: string): Partial<Record<DialogIntentName, object>> {
  const card = { reason: '', promised: '', promisedUntil: null };
  const before = { lastSeq: 0, free: true, waitingSince: null, unread: 0, restedUntil: null };
  return {
    'dialog.callSenior': { note: '' },
    'dialog.declineTransfer': { note: '' },
    'dialog.handBack': { note: '' },
    'dialog.invite': { operatorIds: [colleague], note: '' },
    'dialog.snooze': { until: 1 },
    'dialog.take': { fromId: colleague },
    'dialog.transfer': { to: { kind: 'operator', operatorId: colleague }, card },
    'dialog.undo': { deed: 'finish', before },
    'message.delete': { messageId: newId() },
    'message.edit': { messageId: newId(), text: 'other' },
    'message.react': { messageId: newId(), emoji: '👍' },
    'message.retry': { messageId: newId() },
    'message.send': { text: 'hello', visibility: 'public' },
  };
}
