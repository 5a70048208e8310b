import type { ChatForm } from '#shared/wire/chat/form.ts';
import type { Outgoing } from '../core/outgoing.ts';
import type { ChatState } from '../core/state.ts';

type Values = readonly (string | null)[];

/** How a form stands. */
export type FormState =
  | { kind: 'open'; form: ChatForm }
  /** On its way, or at the hub whose word of it is on its way here. */
  | { kind: 'sending'; form: ChatForm; values: Values }
  /** The hub will not take what was sent; it is to be filled in anew. */
  | { kind: 'refused'; form: ChatForm; values: Values; clientId: string }
  /** `late`: what was sent for it afterwards, and is not taken. */
  | { kind: 'answered'; form: ChatForm; values: Values; late: string | null }
  /** Deleted, or of a talk that is not shown any more. */
  | { kind: 'gone' };

/** @param sent what this page has seen on its way, of which the outbox knows no more. Pure. */
export function formState(
  { items, outgoing }: Pick<ChatState, 'items' | 'outgoing'>,
  id: string,
  sent: Values | null,
): FormState {
  const form = items.find((item) => item.id === id)?.form;
  if (!form) return { kind: 'gone' };
  const mine = outgoing.find(({ answers }) => answers?.formId === id);
  const refused = mine?.failure ? mine.clientId : null;
  if (form.values) return { kind: 'answered', form, values: form.values, late: refused };
  if (mine) {
    const values = valuesIn(form, mine);
    return refused === null
      ? { kind: 'sending', form, values }
      : { kind: 'refused', form, values, clientId: refused };
  }
  return sent ? { kind: 'sending', form, values: sent } : { kind: 'open', form };
}

function valuesIn({ fields }: ChatForm, { answers }: Outgoing): Values {
  return fields.map((_, place) => answers?.values.find(({ field }) => field === place)?.value ?? null);
}
