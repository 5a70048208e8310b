import { clientPart, dialogPart, type TableRow } from '#shared/domain/table-row.ts';
import type { ReplicaReader } from './reader.ts';

/** Lines of the table as own effects leave them that the hub has not confirmed; few. */
export async function readLaidRows(reader: ReplicaReader): Promise<TableRow[]> {
  return reader.look(async () => {
    const overlaid = [...(await reader.overlaidDialogs()).values()].filter(({ pending }) => pending);
    const rows = await reader.db.contacts.bulkGet(overlaid.map(({ dialog }) => dialog.contactId));
    return overlaid.flatMap(({ dialog, record }, i) => {
      const contact = rows[i] ?? record.archived?.contact;
      return contact ? [{ ...dialogPart(dialog), ...clientPart(contact) }] : [];
    });
  });
}
