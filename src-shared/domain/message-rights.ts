import { abilitiesOf } from './channel-abilities.ts';
import type { ChannelKind, Role } from './directory.ts';
import type { Id, Timestamp } from './ids.ts';
import { isOutgoing, type Message } from './message.ts';
import type { Refusal } from './refusal.ts';

/** Who wants to do something to a message, when, and through which channel the message went. */
export interface Doer {
  actor: { operatorId: Id; role: Role };
  now: Timestamp;
  channel: ChannelKind | null;
}

/** What was said is its author's: nobody puts words into another one's mouth. */
function refuseIfNotMine({ actor }: Doer, { author }: Message): Refusal | null {
  const mine = author.kind === 'operator' && author.operatorId === actor.operatorId;
  return mine ? null : { code: 'forbidden' };
}

/** Events of the dialog stay as they are, and so does what was deleted. */
export function refuseIfNoText({ body }: Message): Refusal | null {
  if (body.kind === 'deleted') return { code: 'message_deleted' };
  return body.kind === 'event' ? { code: 'forbidden' } : null;
}

/** What the client has got can only be changed where his messenger lets us, and as long as it does. */
function refuseIfChannelCannot(doer: Doer, message: Message, what: 'edit' | 'delete'): Refusal | null {
  if (!isOutgoing(message) || message.delivery?.state === 'failed') return null;
  const abilities = abilitiesOf(doer.channel);
  const within = what === 'edit' ? abilities.editWithinMs : abilities.deleteWithinMs;
  if (within === null) return { code: 'channel_cannot', what };
  return doer.now - message.at <= within ? null : { code: 'too_late', what };
}

/** Only its author; a form nobody. */
export function refuseEdit(doer: Doer, message: Message): Refusal | null {
  return (
    refuseIfNoText(message) ??
    refuseIfNotMine(doer, message) ??
    (message.form ? { code: 'form_is_sent' } : null) ??
    refuseIfChannelCannot(doer, message, 'edit')
  );
}

/** Whether the message says something without its words: then they may be taken away. */
export function staysWithoutText({ body }: Message): boolean {
  return body.kind === 'text' && body.attachments.length > 0;
}

/** What would say nothing any more is deleted, not edited. */
export function refuseIfEmptied(message: Message, text: string): Refusal | null {
  return text !== '' || staysWithoutText(message) ? null : { code: 'invalid', detail: 'the text is empty' };
}

/** Its author; senior operators and administrators also what a colleague said. */
export function refuseDelete(doer: Doer, message: Message): Refusal | null {
  const supervised = doer.actor.role !== 'operator' && message.author.kind === 'operator';
  return (
    refuseIfNoText(message) ??
    (supervised ? null : refuseIfNotMine(doer, message)) ??
    refuseIfChannelCannot(doer, message, 'delete')
  );
}
