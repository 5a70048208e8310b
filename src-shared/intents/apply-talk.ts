import type { z } from 'zod';
import type { Id } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { exhaustive } from '../lib/exhaustive.ts';
import type { OnTalk } from './all.ts';
import type { TalkContext, TalkEffect, TalkIntent, TalkState } from './define-talk.ts';
import { talkDelete } from './talk-delete.ts';
import { talkEdit } from './talk-edit.ts';
import { talkReact } from './talk-react.ts';
import { talkRead } from './talk-read.ts';
import { talkSend } from './talk-send.ts';

export type AppliedToTalk = { ok: true; effect: TalkEffect } | { ok: false; refusal: Refusal };

function run<Name extends string, Args extends z.ZodType<{ talkId: Id }>>(
  def: TalkIntent<Name, Args>,
  ctx: TalkContext,
  state: TalkState,
  args: z.output<Args>,
): AppliedToTalk {
  const refusal = def.check(ctx, state, args);
  return refusal ? { ok: false, refusal } : { ok: true, effect: def.effect(ctx, state, args) };
}

/** Checks an intent against a talk of the team and computes what it does; pure. The actor must already be known to see the talk. */
export function applyToTalk(ctx: TalkContext, state: TalkState, intent: OnTalk): AppliedToTalk {
  switch (intent.name) {
    case 'talk.send':
      return run(talkSend, ctx, state, intent.args);
    case 'talk.edit':
      return run(talkEdit, ctx, state, intent.args);
    case 'talk.delete':
      return run(talkDelete, ctx, state, intent.args);
    case 'talk.react':
      return run(talkReact, ctx, state, intent.args);
    case 'talk.read':
      return run(talkRead, ctx, state, intent.args);
    default:
      return exhaustive(intent, 'intent in a talk');
  }
}
