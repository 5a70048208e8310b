import type { OutboxRow, OutboxState } from '#renderer/data/db/rows.ts';
import { dialogId } from './fake-hub/model.ts';
import { madeIntent } from './made-intent.ts';

/** What lies in the row of the outbox. */
export const SAY = madeIntent(1, 'message.send', {
  dialogId: dialogId(1),
  text: 'hello',
  visibility: 'public',
  afterSeq: null,
});
/** A row as it lies there when it has just been written. */
export const row = (patch: Partial<OutboxRow> = {}): OutboxRow => ({
  n: 4,
  id: SAY.id,
  dialogId: dialogId(1),
  payload: SAY,
  state: { kind: 'waiting' },
  attempts: 0,
  ...patch,
});

/** Every state that a row can be in. */
export const STATES: OutboxState[] = [
  { kind: 'waiting' },
  { kind: 'sending' },
  { kind: 'confirmed', position: { epoch: 'e', xid: '7' } },
  { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 },
  { kind: 'failed', reason: 'x', unreadable: false, at: 1 },
  { kind: 'unanswered', at: 1 },
];
