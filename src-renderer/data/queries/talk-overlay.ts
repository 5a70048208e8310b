import type { Role } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Talk, TalkMark } from '#shared/domain/talk.ts';
import { isOnTalk, namedMessage } from '#shared/intents/all.ts';
import { applyToTalk } from '#shared/intents/apply-talk.ts';
import type { OverlaidMessage, PendingIntent } from './overlay.ts';

export interface OverlaidTalk {
  talk: Talk;
  mark: TalkMark;
  /** Texts of pending intents, in order, with provisional seq and their final ids. */
  messages: OverlaidMessage[];
  /** Messages of the replica, or of pending intents, as pending intents change them. */
  changed: Map<Id, Message>;
  pending: boolean;
}

export interface TalkLooking {
  actor: { operatorId: Id; role: Role };
  /** The hub's clock minus this computer's. */
  clockOffset: number;
  /** The other one of the talk, when he works here no more. */
  left: Id | null;
}

/**
 * Lays pending intents over a talk of the team, as `overlay` does over a dialog. Pure.
 * @param known the newest messages of the replica, by id: an intent whose message is there was carried out
 */
export function overlayTalk(
  { actor, clockOffset, left }: TalkLooking,
  base: { talk: Talk; mark: TalkMark },
  pending: readonly PendingIntent[],
  known: ReadonlyMap<Id, Message>,
): OverlaidTalk {
  const result: OverlaidTalk = { ...base, messages: [], changed: new Map(), pending: false };
  for (const { intent, state } of pending) {
    if (!isOnTalk(intent) || known.has(intent.id)) continue;
    const id = namedMessage(intent);
    const ours = result.messages.find(({ message }) => message.id === id)?.message;
    const message = id === null ? null : (result.changed.get(id) ?? ours ?? known.get(id) ?? null);
    const ctx = { intentId: intent.id, actor, now: intent.at + clockOffset, message, left };
    const applied = applyToTalk(ctx, result, intent);
    // What the hub is about to refuse has no effect; the refusal will say so.
    if (!applied.ok) continue;
    const { talk, mark, messages, changed } = applied.effect;
    if (changed) result.changed.set(changed.id, changed);
    for (const one of messages) result.messages.push({ message: one, intentId: intent.id, state });
    // That something was read is nothing that anybody waits for.
    if (changed || messages.length > 0) result.pending = true;
    result.talk = talk;
    result.mark = mark;
  }
  return result;
}
