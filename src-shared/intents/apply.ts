import type { z } from 'zod';
import type { Dialog } from '../domain/dialog.ts';
import type { Id } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { exhaustive } from '../lib/exhaustive.ts';
import type { Intent } from './all.ts';
import type { DialogEffect, DialogIntent, IntentContext } from './define.ts';
import { dialogAnswer } from './dialog-answer.ts';
import { dialogFinish } from './dialog-finish.ts';
import { dialogMarkRead } from './dialog-mark-read.ts';
import { messageSend } from './message-send.ts';

export type Applied = { ok: true; effect: DialogEffect } | { ok: false; refusal: Refusal };

function run<Name extends string, Args extends z.ZodType<{ dialogId: Id }>>(
  def: DialogIntent<Name, Args>,
  ctx: IntentContext,
  dialog: Dialog,
  args: z.output<Args>,
): Applied {
  const refusal = def.check(ctx, dialog, args);
  return refusal ? { ok: false, refusal } : { ok: true, effect: def.effect(ctx, dialog, args) };
}

/** Checks an intent against a dialog and computes what it does; pure. The actor must already be known to see the dialog. */
export function applyIntent(ctx: IntentContext, dialog: Dialog, intent: Intent): Applied {
  switch (intent.name) {
    case 'dialog.answer':
      return run(dialogAnswer, ctx, dialog, intent.args);
    case 'dialog.finish':
      return run(dialogFinish, ctx, dialog, intent.args);
    case 'dialog.markRead':
      return run(dialogMarkRead, ctx, dialog, intent.args);
    case 'message.send':
      return run(messageSend, ctx, dialog, intent.args);
    default:
      return exhaustive(intent, 'intent');
  }
}
