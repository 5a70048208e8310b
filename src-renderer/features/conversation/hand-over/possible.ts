import type { CommandId } from '#renderer/commands/spec.ts';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { isOpen, offeredTo, responsibleOf } from '#shared/domain/dialog.ts';
import type { Role } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';

export type HandOverCommand = Extract<
  CommandId,
  | 'dialog.take'
  | 'dialog.transfer'
  | 'dialog.acceptTransfer'
  | 'dialog.declineTransfer'
  | 'dialog.recallTransfer'
  | 'dialog.handBack'
  | 'dialog.invite'
  | 'dialog.join'
  | 'dialog.leave'
  | 'dialog.callSenior'
>;

/** Null: it can be done; undefined: it makes no sense here; otherwise why not. */
export type Possible = Refusal | 'called' | null | undefined;

export interface Person {
  id: Id;
  role: Role;
}

/** Which of the ways from one to another make sense to a person in a dialog as it is. Pure. */
export function possible(view: DialogView, me: Person): Record<HandOverCommand, Possible> {
  const { dialog, can, idle } = view;
  const open = isOpen(dialog);
  const responsible = responsibleOf(dialog);
  const offered = offeredTo(dialog);
  const toMe = offered === me.id;
  const inside = dialog.participantIds.includes(me.id);
  /** Hidden, not explained, where it cannot be done: it is about something that is not there. */
  const quietly = (refusal: Refusal | null): Possible => (refusal === null ? null : undefined);
  const others = open && responsible !== null && responsible !== me.id;
  return {
    'dialog.take': others && !toMe ? can.take : undefined,
    'dialog.transfer': open ? can.transfer : undefined,
    'dialog.invite': open ? can.invite : undefined,
    'dialog.acceptTransfer': toMe ? can.acceptTransfer : undefined,
    'dialog.declineTransfer': toMe ? can.declineTransfer : undefined,
    'dialog.recallTransfer': offered !== null && !toMe ? quietly(can.recallTransfer) : undefined,
    'dialog.handBack': quietly(can.handBack),
    'dialog.join': responsible === me.id || idle.has('join') ? undefined : quietly(can.join),
    'dialog.leave': inside && !toMe ? quietly(can.leave) : undefined,
    'dialog.callSenior':
      !open || me.role !== 'operator'
        ? undefined
        : (can.callSenior ?? (dialog.seniorCall === null ? null : 'called')),
  };
}
