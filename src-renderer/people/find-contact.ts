import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Client } from '../client/client.ts';
import { firstOf } from '../client/first-of.ts';

/** A client from here, else from the hub; null: nobody of that id is to be seen. Rejects when only the hub could know. */
export async function findContact({ queries, remote }: Client, id: Id): Promise<Contact | null> {
  const here = await firstOf(queries.contact(id));
  return here?.contact ?? remote.contact(id);
}
