import { z } from 'zod';
import { idSchema, timestampSchema, type Id } from '../domain/ids.ts';
import type { DialogIntent } from './define.ts';
import { dialogAnswer } from './dialog-answer.ts';
import { dialogFinish } from './dialog-finish.ts';
import { dialogMarkRead } from './dialog-mark-read.ts';
import { messageSend } from './message-send.ts';

/** Every intent there is; a new one is added here, to `intentSchema` and to `applyIntent`. The hub carries it out by these. */
export const INTENTS = {
  'dialog.answer': dialogAnswer,
  'dialog.finish': dialogFinish,
  'dialog.markRead': dialogMarkRead,
  'message.send': messageSend,
} as const;

export type IntentName = keyof typeof INTENTS;
export type IntentArgs<Name extends IntentName> = z.output<(typeof INTENTS)[Name]['args']>;

/** `id` is made by the client (UUIDv7) and is what "once" means; `at` is the client's clock, for people, never for order. */
function envelope<Name extends string, Args extends z.ZodType<{ dialogId: Id }>>(
  intent: DialogIntent<Name, Args>,
) {
  return z.object({ id: idSchema, name: z.literal(intent.name), args: intent.args, at: timestampSchema });
}

/** An intent as it is stored in the outbox and sent to the hub. */
export const intentSchema = z.discriminatedUnion('name', [
  envelope(dialogAnswer),
  envelope(dialogFinish),
  envelope(dialogMarkRead),
  envelope(messageSend),
]);
export type Intent = z.output<typeof intentSchema>;
