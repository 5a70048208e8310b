/** Single rows as they lie in a replica and in the hub's tables: both sides of a difference, for a report. */
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { readPack } from '#renderer/data/db/archive.ts';
import { readPage } from '#renderer/data/db/pages.ts';
import { toContact, toDialog, toMessage } from '#server/db/rows.ts';
import type { Db } from '#server/db/transaction.ts';
import { loadDirectory } from '#server/feed/directory.ts';
import { NOBODY, WORKSPACE } from '../hub/company.ts';
import type { Tables } from './digest.ts';

/** What a problem of `replicaProblems` is about. */
export interface RowName {
  what: 'message' | 'dialog' | 'client' | 'directory entry';
  /** Id; of a message `<dialog>/<seq>`, of an entry `<kind>/<id>`. */
  key: string;
}

/** @returns the row that the words are about; null when they are about none */
export function rowNamed(problem: string): RowName | null {
  const message = /\b([0-9a-f-]{36}\/\d+) is not as in the hub$/.exec(problem);
  if (message?.[1] && !problem.includes('directory entry')) return { what: 'message', key: message[1] };
  const other = /the (dialog|client|directory entry) (\S+) /.exec(problem);
  return other?.[2] ? { what: other[1] as RowName['what'], key: other[2] } : null;
}

/** Everything that a replica holds under the name, with the table; a thing that lies in two places is shown twice. */
export function rowsHere(tables: Tables, { what, key }: RowName): unknown[] {
  const packed = tables.archive.flatMap(readPack);
  const [dialogId, seq] = [key.split('/')[0], Number(key.split('/')[1])];
  switch (what) {
    case 'message':
      return [
        ...tables.messages
          .filter((one) => one.dialogId === dialogId && one.seq === seq)
          .map((row) => ({ row })),
        ...tables.pages
          .filter((page) => page.dialogId === dialogId)
          .flatMap((page) => readPage(page) ?? [])
          .filter((one) => one.seq === seq)
          .map((inPage) => ({ inPage })),
        ...packed
          .filter(({ dialog }) => dialog.id === dialogId)
          .flatMap(({ page }) => page.messages)
          .filter((one) => one.seq === seq)
          .map((inPack) => ({ inPack })),
        { sync: tables.meta.find((meta) => meta.key === 'sync')?.value },
      ];
    case 'dialog':
      return [
        ...tables.dialogs.filter(({ id }) => id === key).map((row) => ({ row })),
        ...packed.filter(({ dialog }) => dialog.id === key).map(({ dialog }) => ({ inPack: dialog })),
      ];
    case 'client':
      return [
        ...tables.contacts.filter(({ id }) => id === key).map((row) => ({ row })),
        ...packed.filter(({ contact }) => contact.id === key).map(({ contact }) => ({ inPack: contact })),
      ];
    case 'directory entry':
      return tables.directory.filter(({ kind, row }) => `${kind}/${row.id}` === key);
    default:
      return exhaustive(what, 'row');
  }
}

/** The same in the hub, with what its feed still knows of it. */
export async function rowInHub(db: Db, { what, key }: RowName): Promise<unknown> {
  const [id = '', seq] = key.split('/');
  switch (what) {
    case 'message': {
      const row = await db
        .selectFrom('messages')
        .selectAll()
        .where('workspace_id', '=', WORKSPACE)
        .where('dialog_id', '=', id)
        .where('seq', '=', Number(seq))
        .executeTakeFirst();
      const delivery = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('message_id', '=', row?.id ?? id)
        .executeTakeFirst();
      return { row: row && toMessage(row), delivery };
    }
    case 'dialog': {
      const row = await db.selectFrom('dialogs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toDialog(row);
    }
    case 'client': {
      const row = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
      const identities = await db
        .selectFrom('contact_identities')
        .selectAll()
        .where('contact_id', '=', id)
        .execute();
      return row && toContact(row, identities);
    }
    case 'directory entry': {
      const all = await loadDirectory(db, WORKSPACE, NOBODY);
      return all.find(({ kind, row }) => `${kind}/${row.id}` === key);
    }
    default:
      return exhaustive(what, 'row');
  }
}
