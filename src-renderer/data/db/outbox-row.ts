import { z } from 'zod';
import { positionSchema } from '#shared/domain/cursor.ts';
import { timestampSchema } from '#shared/domain/ids.ts';
import { refusalSchema } from '#shared/domain/refusal.ts';
import { fieldsOf } from '#shared/lib/fields.ts';
import type { OutboxRow } from './rows.ts';

const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('sending') }),
  z.object({ kind: z.literal('confirmed'), position: positionSchema }),
  z.object({ kind: z.literal('refused'), refusal: refusalSchema, at: timestampSchema }),
  z.object({ kind: z.literal('failed'), reason: z.string(), unreadable: z.boolean(), at: timestampSchema }),
  z.object({ kind: z.literal('unanswered'), at: timestampSchema }),
]);

/** The frame of a row; what it carries is parsed by `readEntry`. */
const frameSchema = z.looseObject({
  n: z.int(),
  id: z.string(),
  dialogId: z.string(),
  state: stateSchema,
  attempts: z.int().nonnegative(),
});

const DAMAGED = 'the stored row is damaged';

/**
 * A row of the outbox as it lies on the disk, made fit to be worked with: nothing else in the database exists only once, so one
 * damaged row must neither stop the window nor the rows beside it. It becomes a dead letter, about which the person decides.
 */
export function soundRow(stored: unknown): OutboxRow {
  if (frameSchema.safeParse(stored).success) return stored as OutboxRow;
  const row = fieldsOf(stored);
  const payload = fieldsOf(row['payload']);
  const n = typeof row['n'] === 'number' ? row['n'] : 0;
  return {
    n,
    id: asText(row['id']) ?? `damaged-${n}`,
    dialogId:
      asText(row['dialogId']) ??
      asText(fieldsOf(payload['args'])['dialogId']) ??
      asText(fieldsOf(payload['args'])['talkId']) ??
      '',
    payload: row['payload'],
    // What the row said of it is not to be trusted: it may have been sent.
    attempts: 1,
    state: {
      kind: 'failed',
      reason: DAMAGED,
      unreadable: true,
      at: typeof payload['at'] === 'number' ? payload['at'] : 0,
    },
  };
}

/** Whether `soundRow` mended it, now or earlier. */
export function wasDamaged(row: OutboxRow): boolean {
  return row.state.kind === 'failed' && row.state.reason === DAMAGED;
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
