import { guestsOf, offeredTo, responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { HandOverCard, SeniorCall } from '#shared/domain/hand-over.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';

/** Who is in the talk besides the responsible, and what goes on between them. Pure. */
export interface Talk {
  responsibleId: Id | null;
  /** Those who take part; whom it is only offered to is not among them yet. Oneself first. */
  participantIds: Id[];
  /** Waits for a colleague's answer. */
  offer: { fromId: Id; toId: Id; at: Timestamp; card: HandOverCard } | null;
  /** Came into this line's queue and waits there. */
  moved: { fromId: Id; at: Timestamp; card: HandOverCard } | null;
  seniorCall: SeniorCall | null;
}

export function talkOf(dialog: Dialog, me: Id): Talk {
  const { handOver } = dialog;
  const toId = offeredTo(dialog);
  const guests = guestsOf(dialog);
  const others = guests.filter((id) => id !== me);
  const given = handOver && { fromId: handOver.fromId, at: handOver.at, card: handOver.card };
  const inQueue = handOver?.state === 'offered' && handOver.to.kind === 'line';
  return {
    responsibleId: responsibleOf(dialog),
    participantIds: guests.includes(me) ? [me, ...others] : others,
    offer: given === null || toId === null ? null : { ...given, toId },
    moved: inQueue ? given : null,
    seniorCall: dialog.seniorCall,
  };
}
