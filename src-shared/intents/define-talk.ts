import type { z } from 'zod';
import type { Role } from '../domain/directory.ts';
import type { Id, Timestamp } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { Refusal } from '../domain/refusal.ts';
import { amendTalk, type Talk, type TalkMark } from '../domain/talk.ts';

/** Who acts in a talk of the team, when and as which intent. */
export interface TalkContext {
  intentId: Id;
  actor: { operatorId: Id; role: Role };
  now: Timestamp;
  /** The message of the talk that the intent names; null when it names none, and when it is not here. */
  message: Message | null;
  /** The colleague on the other side who works here no more; null where there is none. */
  left: Id | null;
}

/** A talk and how far the actor has read it. */
export interface TalkState {
  talk: Talk;
  mark: TalkMark;
}

/** What an intent does. Returning what was given means: nothing to do, and that is fine. Nothing of it can be carried to a channel. */
export interface TalkEffect extends TalkState {
  /** New ones. */
  messages: Message[];
  /** One that was there before, as it is now. */
  changed: Message | null;
}

/**
 * One thing a person does in a talk of the team. As with dialogs the same pure definition serves the client and the hub; there is no
 * way from here to a dialog: what these intents name is looked for among talks only.
 */
export interface TalkIntent<Name extends string, Args extends z.ZodType<{ talkId: Id }>> {
  name: Name;
  args: Args;
  /** Null when the actor, who already sees the talk, may do it now. */
  check(ctx: TalkContext, state: TalkState, args: z.output<Args>): Refusal | null;
  effect(ctx: TalkContext, state: TalkState, args: z.output<Args>): TalkEffect;
}

export function defineTalkIntent<Name extends string, Args extends z.ZodType<{ talkId: Id }>>(
  intent: TalkIntent<Name, Args>,
): TalkIntent<Name, Args> {
  return intent;
}

/** Nothing to do. */
export function nothingIn(state: TalkState): TalkEffect {
  return { ...state, messages: [], changed: null };
}

/** A changed message, and the talk's summary with it. */
export function amendIn(state: TalkState, message: Message): TalkEffect {
  const { talk, mark } = state;
  return {
    talk: amendTalk(talk, message),
    mark,
    messages: [],
    changed: { ...message, rev: message.rev + 1 },
  };
}

/** What somebody who has left would not read is not written. */
export function refuseIfLeft({ left }: TalkContext): Refusal | null {
  return left === null ? null : { code: 'colleague_left', operatorId: left };
}

/** The message that an intent names must be there. */
export function refuseIfGone({ message }: TalkContext): Refusal | null {
  return message === null ? { code: 'not_found' } : null;
}
