import type { HubAnswer } from '../client/client.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';

/** A client who was found by name, number or address. Everything but the id is hostile: only ever text nodes. */
export interface FoundContact {
  id: Id;
  name: string | null;
  number: number;
  /** Numbers, addresses and what messengers call him. */
  detail: readonly string[];
}

/** As the local search knows a client. */
interface Summary extends Pick<Contact, 'id' | 'name' | 'number'> {
  phones: readonly string[];
  emails: readonly string[];
  names: readonly string[];
}

type HubFound = Extract<HubAnswer, { kind: 'found' }>['response'];

/** Those from here first, then those whom only the hub knows; each once. Pure. */
export function foundContacts(local: readonly Summary[], hub: HubFound | null): FoundContact[] {
  const all = [
    ...local.map(({ id, name, number, phones, emails, names }) => ({
      id,
      name,
      number,
      detail: [...phones, ...emails, ...names],
    })),
    ...(hub?.contacts ?? []).map(({ contact }) => ofContact(contact)),
  ];
  return [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();
}

export function ofContact({ id, name, number, phones, emails }: Contact): FoundContact {
  return { id, name, number, detail: [...phones, ...emails].map(({ value }) => value) };
}
